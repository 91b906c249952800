"""A small project to build, one a test module; every test finds its sources as they were."""

import pytest

from tests.publishing.project import ROOT, Project


@pytest.fixture(scope="module")
def _built(tmp_path_factory):
    if not (ROOT / ".cache" / "fonts" / "index.json").is_file():
        pytest.fail("the site's faces are missing: run scripts/build first", pytrace=False)
    project = Project(tmp_path_factory.mktemp("small") / "project")
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    yield project
    project.close()


@pytest.fixture
def project(_built):
    """The project, built, its sources as they were."""
    _built.reset()
    return _built
