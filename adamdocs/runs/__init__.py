"""Runs: a rule down a landscape, along a stream of gradients, or against other players."""

from adamdocs.runs.loops import ORDERS, descend, feed, play
from adamdocs.runs.trace import Trace

__all__ = ["ORDERS", "Trace", "descend", "feed", "play"]
