"""Words that the site's prose does without, and spellings that it does not use."""

import re
from collections.abc import Iterator

# As whole words; a phrase may hold spaces. The mend is what to do instead.
HYPE = """
    amazing amazingly beautiful beautifully breathtaking cutting-edge delve delves elegant elegantly
    exciting fascinating game-changing groundbreaking incredible incredibly magic magical magically
    mind-blowing powerful remarkable remarkably revolutionary seamless seamlessly stunning
    supercharge unleash
""".split()
FILLER = """actually basically clearly effortless effortlessly obviously quite really simply
    trivially very""".split()
PHRASES = (
    "as we all know",
    "at the end of the day",
    "in order to",
    "it is important to note",
    "it is worth noting",
    "it's important to note",
    "it's worth noting",
    "let's dive",
    "needless to say",
    "of course",
)
# "just" is filler but for a moment or a place.
JUST = r"just(?! (?:above|after|as|before|below|beside|over|under)\b)"

# British: American. Endings are matched with what may follow them.
SPELLINGS = {
    r"(\w*)colour(\w*)": r"\1color\2",
    r"(\w*)behaviour(\w*)": r"\1behavior\2",
    r"(\w*)favour(\w*)": r"\1favor\2",
    r"(\w*)neighbour(\w*)": r"\1neighbor\2",
    r"(\w*)honour(\w*)": r"\1honor\2",
    r"(\w*)labour(\w*)": r"\1labor\2",
    r"flavour(\w*)": r"flavor\1",
    r"(\w*)centred": r"\1centered",
    r"(\w*)centre(s?)": r"\1center\2",
    r"centring": "centering",
    r"fibre(s?)": r"fiber\1",
    r"theatre(s?)": r"theater\1",
    r"analys(e|ed|es|ing)": r"analyz\1",
    r"paralys(e|ed|es|ing)": r"paralyz\1",
    r"(\w{2,}[a-z])is(e|ed|er|ers|es|ing|ation|ations)": r"\1iz\2",
    r"modell(ed|er|ers|ing)": r"model\1",
    r"labell(ed|er|ing)": r"label\1",
    r"travell(ed|er|ers|ing)": r"travel\1",
    r"cancell(ed|ing)": r"cancel\1",
    r"signall(ed|ing)": r"signal\1",
    r"levell(ed|ing)": r"level\1",
    r"fulfil(s?)": r"fulfill\1",
    r"skilful(ly)?": r"skillful\1",
    r"grey(s|er|ish)?": r"gray\1",
    r"artefact(s?)": r"artifact\1",
    r"licence(s?)": r"license\1",
    r"defence(s?)": r"defense\1",
    r"sceptic(\w*)": r"skeptic\1",
    r"judgement(s?)": r"judgment\1",
    r"acknowledgement(s?)": r"acknowledgment\1",
    r"catalogue(s?)": r"catalog\1",
    r"programme(s?)": r"program\1",
    r"learnt": "learned",
    r"spelt": "spelled",
    r"whilst": "while",
    r"amongst": "among",
    r"maths": "math",
    r"ageing": "aging",
    r"mould(s|ed|ing)?": r"mold\1",
    r"plough(s|ed|ing)?": r"plow\1",
    r"metre(s?)": r"meter\1",
}
# Ends like a British verb, and is none.
AMERICAN_TOO = set(
    """
    advertise advertised advertises advertising advise advised adviser advisers advises advising
    appraise appraised appraises appraising chastise chastised circumcise comprise comprised
    comprises comprising compromise compromised compromises compromising concise cruise demise
    despise despised devise devised devises devising disguise disguised disguises enterprise
    enterprises excise excised exercise exercised exercises exercising expertise franchise
    imprecise improvise improvised improvises improvising incise incised liaise liaised
    merchandise noise noises paradise praise praised praises praising precise premise premised
    premises promise promised promises promising reprise revise revised revises revising sunrise
    supervise supervised supervises supervising surmise surmised surprise surprised surprises
    surprising televise tortoise treatise treatises turquoise unpromising unsupervised
    unsurprising
    """.split()
)

_BANNED = re.compile(
    rf"\b(?:({'|'.join(HYPE)})|({'|'.join([*FILLER, *PHRASES])}|{JUST}))\b", re.IGNORECASE
)
_BRITISH = [(re.compile(rf"\b{old}\b", re.IGNORECASE), new) for old, new in SPELLINGS.items()]


def unwanted(text: str) -> Iterator[tuple[int, str]]:
    """Offset and mend of every hype word, filler and British spelling in a text."""
    for found in _BANNED.finditer(text):
        kind = "hype" if found[1] else "filler"
        yield found.start(), f"{found[0]!r} is {kind}; leave it out, or say what was measured"
    for pattern, new in _BRITISH:
        for found in pattern.finditer(text):
            word = found[0].lower()
            if word not in AMERICAN_TOO and not word.endswith("wise"):
                american = _cased(found.expand(new), found[0])
                yield found.start(), f"{found[0]!r} is British; write {american!r}"


def _cased(word: str, model: str) -> str:
    return word.capitalize() if model[0].isupper() and not word[0].isupper() else word
