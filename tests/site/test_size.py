"""The search index stays small. What a visit loads is weighed in tests/browser."""

import gzip

LARGEST_INDEX = 100_000  # bytes, compressed


def compressed(content):
    return len(gzip.compress(content, 9, mtime=0))


def index_size(site):
    """Compressed size of the search index."""
    return compressed((site.folder / "search/search_index.json").read_bytes())


def test_the_search_index_is_small(site):
    assert index_size(site) <= LARGEST_INDEX


def test_a_large_search_index_is_found(small):
    words = " ".join(str(n * n * 7919) for n in range(40_000))
    assert index_size(small(files={"search/search_index.json": words})) > LARGEST_INDEX
