"""Node, as the set-up has put it beside this Python: no other one is looked at."""

import os
import sys
from pathlib import Path

NODE = Path(sys.executable).with_name("node")


def environment(**more: str) -> dict[str, str]:
    """What Node is started with: nothing of what its user has set for Node elsewhere."""
    own = ("NODE_OPTIONS", "NODE_PATH")
    return {name: value for name, value in os.environ.items() if name not in own} | more
