"""The site's faces: what is in them, what their style sheet says, and that they are made once."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from fontTools.ttLib import TTFont

from adamdocs.publishing import fonts
from adamdocs.publishing.fonts import css, subsets
from adamdocs.publishing.fonts.faces import FACES, STACKS, SYMBOLS
from adamdocs.publishing.fonts.stand_ins import SAMPLE, WIDTHS
from adamdocs.publishing.problems import Problem

FIRST_VISIT = 110_000  # bytes of all first parts
TEXT = [face for face in FACES if face.name != "math-400"]
RULE = re.compile(r"@font-face \{\n(.*?)\}", re.DOTALL)


@pytest.fixture(scope="module")
def made():
    """Parts of every face, opened."""
    found = {face.name: [] for face in FACES}
    for _, path in fonts.build():
        if path.suffix == ".woff2":
            found[path.name.partition(".")[0]].append((path, TTFont(path)))
    return found


def rules():
    """Every `@font-face` as a dictionary."""
    for body in RULE.findall(fonts.stylesheet()):
        yield dict(line.strip(" ;").split(": ", 1) for line in body.strip().splitlines())


def glyph(font, character):
    return font["glyf"][font.getBestCmap()[ord(character)]]


def test_a_first_visit_loads_little(made):
    sizes = {name: parts[0][0].stat().st_size for name, parts in made.items()}
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_no_character_is_in_two_parts_of_a_face(made):
    for parts in made.values():
        (_, first), (_, second) = parts
        assert not first.getBestCmap().keys() & second.getBestCmap().keys()


def test_a_text_face_has_every_character_that_most_pages_need(made):
    for face in TEXT:
        lacking = set(face.parts[0]) - set(map(chr, made[face.name][0][1].getBestCmap()))
        assert lacking == (set("\u2009‑") if face.name == "code-400" else set())


def test_a_changed_face_has_another_name_and_says_whose_it_was(made):
    for face in FACES:
        for _, font in made[face.name]:
            names = font["name"]
            given = " ".join(names.getDebugName(number) for number in (1, 2, 3, 4, 6))
            assert given.startswith(f"{face.family} {face.style}")
            assert not re.search("Source|STIX", given)
            assert re.search("Adobe|STIX Fonts Project", names.getDebugName(0))


def test_the_licences_are_served():
    notice = dict(fonts.build())["fonts/LICENSE.txt"].read_text(encoding="utf-8")
    assert notice.count("SIL OPEN FONT LICENSE") == 4
    assert notice.count("Reserved Font Name") > 3
    assert {face.package for face in FACES} <= set(notice.splitlines())


@pytest.mark.parametrize("face", TEXT, ids=lambda face: face.name)
def test_a_subscript_letter_is_as_low_as_a_subscript_digit(made, face):
    font = made[face.name][0][1]
    letter = glyph(font, "ₜ").yMin - glyph(font, "ᵗ").yMin
    assert letter == glyph(font, "₁").yMin - glyph(font, "¹").yMin < -500


@pytest.mark.parametrize("face", TEXT, ids=lambda face: face.name)
def test_a_hat_is_placed_on_m_and_v(made, face):
    font = made[face.name][0][1]
    glyphs = font.getBestCmap()
    subtables = [
        getattr(table, "ExtSubTable", table)
        for lookup in font["GPOS"].table.LookupList.Lookup
        for table in lookup.SubTable
    ]
    placed = [
        table.BaseCoverage.glyphs
        for table in subtables
        if table.LookupType == 4 and glyphs[0x302] in table.MarkCoverage.glyphs
    ]
    assert any({glyphs[ord("m")], glyphs[ord("v")]} <= set(bases) for bases in placed)


def test_a_root_grows_without_getting_wider(made):
    font = made["math-400"][0][1]
    variants = font["MATH"].table.MathVariants
    root = variants.VertGlyphCoverage.glyphs.index(font.getBestCmap()[ord("√")])
    growing = variants.VertGlyphConstruction[root]
    heights = [record.AdvanceMeasurement for record in growing.MathGlyphVariantRecord]
    assert len(heights) == 4
    assert heights == sorted(heights)
    names = [record.VariantGlyph for record in growing.MathGlyphVariantRecord]
    names += [record.glyph for record in growing.GlyphAssembly.PartRecords]
    assert len({font["hmtx"][name][0] for name in names}) == 1


@pytest.mark.parametrize("sign", "()[]{}|‖⟨⟩⌈⌉⌊⌋")
def test_brackets_grow(made, sign):
    font = made["math-400"][0][1]
    coverage = font["MATH"].table.MathVariants.VertGlyphCoverage.glyphs
    assert font.getBestCmap()[ord(sign)] in coverage


def test_the_style_sheet_says_where_each_part_is_and_what_it_has(made):
    parts = {path.name: font for faces in made.values() for path, font in faces}
    served = [rule for rule in rules() if "url" in rule["src"]]
    own = [rule for rule in served if rule["font-family"] != f'"{SYMBOLS}"']
    files = [re.search(r"\.\./fonts/([^\"]+)", rule["src"])[1] for rule in own]
    assert sorted(files) == sorted(parts)
    for rule, file in zip(own, files, strict=True):
        assert rule["unicode-range"] == css.ranges(map(chr, parts[file].getBestCmap()))
    assert {rule["font-display"] for rule in served} == {"swap"}
    assert "//" not in fonts.stylesheet()


def test_every_family_that_a_stack_names_is_declared():
    declared = {rule["font-family"].strip('"') for rule in rules()}
    named = {family for stack in STACKS.values() for family in stack if "Adamdocs" in family}
    assert named == declared
    for name in (*STACKS, "md-text", "md-code"):
        assert f"--{'' if name.startswith('md') else 'ad-'}{name}-font: " in fonts.stylesheet()


def test_a_stand_in_is_as_wide_and_stands_on_the_same_line():
    face = FACES[0]
    font = subsets.opened(fonts.COMPLETE / face.source)
    metrics = subsets.metrics(font, SAMPLE)
    rule = next(rule for rule in rules() if rule["src"].startswith('local("Times New Roman")'))
    share = {name: float(rule[name].rstrip("%")) / 100 for name in rule if rule[name][-1] == "%"}
    times = WIDTHS["serif"]["Times New Roman, Liberation Serif, Tinos"]["Regular"]
    assert share["size-adjust"] * times == pytest.approx(metrics.width, rel=1e-3)
    for name in ("ascent", "descent"):
        scaled = share[f"{name}-override"] * share["size-adjust"]
        assert scaled == pytest.approx(getattr(metrics, name), rel=1e-3)


@pytest.mark.parametrize(
    ("text", "listed"),
    [("a", "U+61"), ("cab", "U+61-63"), ("az", "U+61, U+7A"), ("−√", "U+2212, U+221A"), ("", "")],
)
def test_ranges(text, listed):
    assert css.ranges(text) == listed


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """One face, made in this process, in folders of its own."""
    face = next(face for face in FACES if face.name == "code-400")
    complete = tmp_path / "node_modules"
    for path in (face.source, f"{face.package}/LICENSE.md"):
        (complete / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fonts.COMPLETE / path, complete / path)
    for name, value in {
        "ROOT": tmp_path,
        "COMPLETE": complete,
        "STORE": tmp_path / "fonts",
        "FACES": (face,),
        "FIGURES": {"code-400": tmp_path / "fonts" / "figure-400.ttf"},
    }.items():
        monkeypatch.setattr(fonts, name, value)
    monkeypatch.setattr(fonts.workers, "processes", ThreadPoolExecutor)
    return tmp_path


def contents(workshop):
    return {path.name: path.read_bytes() for path in (workshop / "fonts").iterdir()}


def test_nothing_is_made_when_nothing_changed(workshop, monkeypatch):
    first = fonts.build()
    monkeypatch.setattr(fonts, "cut", None)
    assert fonts.build() == first


@pytest.mark.parametrize("name", ["index.json", "figure-400.ttf", "LICENSE.txt"])
def test_what_is_missing_or_empty_is_made_again_the_same(workshop, name):
    fonts.build()
    before = contents(workshop)
    (workshop / "fonts" / name).write_bytes(b"")
    fonts.build()
    (workshop / "fonts" / name).unlink()
    fonts.build()
    assert contents(workshop) == before


def test_another_complete_face_gives_another_address(workshop):
    before = fonts.build()
    source = workshop / "node_modules" / fonts.FACES[0].source
    shutil.copy(source.with_name(source.name), workshop / "kept.ttf")
    font = TTFont(source)
    font["glyf"]["a"].coordinates.translate((10, 0))
    font.save(source)
    after = fonts.build()
    assert before[0] == after[0]
    assert before[1] != after[1]
    shutil.copy(workshop / "kept.ttf", source)
    assert fonts.build() == before


@pytest.mark.parametrize("missing", ["TTF/SourceCodePro-Regular.ttf", "LICENSE.md"])
def test_without_the_complete_faces_the_mend_is_named(workshop, missing):
    path = workshop / "node_modules" / "source-code-pro" / missing
    path.unlink()
    named = missing.removesuffix(".md")
    with pytest.raises(Problem, match=rf"source-code-pro/{named} is missing: run scripts/build"):
        fonts.build()
