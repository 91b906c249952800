"""Operators that Cosmic Ray does not have."""

from cosmic_ray.operators.operator import Operator
from parso import parse
from parso.python.tree import Number


def _word(text, prefix=" "):
    """The leaf of a word, after what stands before it."""
    leaf = parse(text).children[0]
    leaf.prefix = prefix
    return leaf


class FloatNudge(Operator):
    """A float, a thousandth larger, as by a slip in a late digit; 0.001 for 0."""

    def mutation_positions(self, node):
        if isinstance(node, Number) and is_float(node.value):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        return Number(f" {1.001 * float(node.value) or 0.001!r}", node.start_pos)

    @classmethod
    def examples(cls):
        return [("x = 0.5 + 1", "x = 0.5005 + 1"), ("x = 0.0", "x = 0.001")]


class NothingReturned(Operator):
    """`return None` for what is returned."""

    def mutation_positions(self, node):
        if node.type == "return_stmt":
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        node.children[1] = _word("None")
        return node

    @classmethod
    def examples(cls):
        return [("def f():\n    return g()\n", "def f():\n    return None\n")]


class StatementDropped(Operator):
    """`pass` for a call, a raise or an assignment."""

    def mutation_positions(self, node):
        if node.type == "simple_stmt" and node.children[0].type in (
            "atom_expr",
            "power",
            "raise_stmt",
            "expr_stmt",
            "yield_expr",
        ):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node, index):
        node.children[0] = _word("pass", node.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls):
        return [("def f():\n    g()\n", "def f():\n    pass\n")]


class ConstantNothing(Operator):
    """None for the value of a constant of a module."""

    def mutation_positions(self, node):
        if node.type == "expr_stmt" and node.parent.parent.type == "file_input":
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        last = node.children[-1]
        if last.type == "annassign":
            last.children[-1] = _word("None")
        else:
            node.children[-1] = _word("None")
        return node

    @classmethod
    def examples(cls):
        return [('X = {"a"}\n', "X = None\n"), ('X: set = {"a"}\n', "X: set = None\n")]


def is_float(text):
    """Whether a number in code is a float."""
    return not text.lower().startswith(("0x", "0b", "0o")) and any(sign in text for sign in ".eE")
