"""Words in a drawing are large enough, in the window, clear of each other; all: test_pages.py."""

from .conftest import NARROW

SMALLEST = 10.5  # pixels
LABELS = """(smallest) => {
  const found = [];
  for (const drawing of document.querySelectorAll('figure > svg')) {
    if (!drawing.checkVisibility()) continue; // a widget stands in its place
    const name = drawing.closest('figure').id;
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const labels = [...drawing.querySelectorAll('text')].map((label) => ({
      words: label.textContent.trim(),
      size: parseFloat(getComputedStyle(label).fontSize) * scale,
      box: label.getBoundingClientRect(),
    }));
    for (const { words, size, box } of labels) {
      if (size < smallest) found.push(`${name}: "${words}" is ${size.toFixed(1)} pixels high`);
      if (box.left < 0 || box.right > document.documentElement.clientWidth)
        found.push(`${name}: "${words}" leaves the window`);
    }
    labels.forEach((one, place) => {
      for (const other of labels.slice(place + 1)) {
        const across = Math.min(one.box.right, other.box.right)
          - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom)
          - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 0.3 * one.box.height)
          found.push(`${name}: "${one.words}" lies on "${other.words}"`);
      }
    });
  }
  return found;
}"""


DRAWING = """
<figure id="one"><svg viewBox="0 0 400 100" style="width: 200px; overflow: visible">
<text x="10" y="50" style="font-size: 30px">Fits</text>
<text x="10" y="90" style="font-size: 10px">Small</text>
<text x="20" y="52" style="font-size: 30px">Over</text>
<text x="-160" y="20" style="font-size: 30px">Outside</text>
</svg></figure>
"""


def test_words_that_cannot_be_read_are_found(reader, served):
    found = reader(served(DRAWING), NARROW).evaluate(LABELS, SMALLEST)
    assert sorted(found) == [
        'one: "Fits" lies on "Over"',
        'one: "Outside" leaves the window',
        'one: "Small" is 5.0 pixels high',
    ]
