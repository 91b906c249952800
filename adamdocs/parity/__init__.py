"""Our rules against PyTorch, Optax and Keras: recorded steps, and what rounding may explain.

    print(compare("keras", "adam").share)  # 1 is the most that rounding can explain

`recordings` reads what `tests/golden/recorder` has written, `rounding` derives how far two correct
programs may be apart, and `comparing` finds how far they are.
"""

from adamdocs.parity.comparing import Comparison, Found, Group, Survey, compare, survey
from adamdocs.parity.recordings import FOLDER, FRAMEWORKS, Batch, batches, recorded

__all__ = [
    "FOLDER",
    "FRAMEWORKS",
    "Batch",
    "Comparison",
    "Found",
    "Group",
    "Survey",
    "batches",
    "compare",
    "recorded",
    "survey",
]
