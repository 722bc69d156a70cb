"""Collect what is wrong in a YAML file, and word it for the person who wrote the file."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import yaml

from mgi_graph.errors import CurationError, ManyErrors, nearest
from mgi_graph.parsing.yaml_files import MOST_DEFECTS, line_of

TAG = "tag:yaml.org,2002:"
"""Namespace of the tags of YAML 1.1."""

_TEXT = f"{TAG}str"

LONGEST_SHOWN = 160
"""Characters of a value that a message shows; a finding's IRI has some 110."""

ONCE = "expected once"


class Defects:
    """Collect what is wrong in one file."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self._errors: list[CurationError] = []

    def report(self, node: yaml.Node, problem: str) -> None:
        """Keep an error with the line of ``node``; a file with very many is given up."""
        self._errors.append(CurationError(self.path, problem, line=line_of(node)))
        if len(self._errors) > MOST_DEFECTS:
            problem = f"more than {MOST_DEFECTS} defects; the rest of the file was not read"
            self._errors[-1] = CurationError(self.path, problem, line=line_of(node))
            self._give_up()

    def check(self) -> None:
        """Raise the error, or :class:`ManyErrors` in the order of lines, if there is any."""
        if self._errors:
            self._give_up()

    def _give_up(self) -> NoReturn:
        if len(self._errors) == 1:
            raise self._errors[0]
        by_line = sorted(self._errors, key=lambda error: error.line or 0)
        raise ManyErrors(by_line)


def show(node: yaml.Node) -> str:
    """Write what a node holds, for a message."""
    if isinstance(node, yaml.ScalarNode):
        return shorten(node.value) if node.value else "empty"
    shown = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
    return shown if node.tag.startswith(TAG) else f"{shown} with the tag {shorten(node.tag)}"


def list_keys(keys: Iterable[str]) -> str:
    """Write keys one after the other.

    >>> list_keys(["year", "text"])
    "'year', 'text'"
    """
    return ", ".join(map(repr, keys))


def unknown_key(key: yaml.Node, value: yaml.Node, known: Sequence[str], *, in_flow: bool) -> str:
    """Say what is wrong with a key that is none of the ``known`` ones."""
    if key.tag == f"{TAG}merge":
        return "merge key '<<' is not read here; write out the keys that are meant"
    if not is_text(key):
        return f"a key is {show(key)}; expected one of {list_keys(known)}"
    problem = f"key not known: {shorten(key.value)}{suggest(key.value, known)}"
    if in_flow and value.tag == f"{TAG}null" and not value.value:
        problem += "; a text with a comma stands in quotes"
    return problem


def suggest(name: str, known: Collection[str]) -> str:
    """Write the end of a message: the known name nearest to ``name``, else all of them.

    >>> suggest("confirm", ["suggested", "confirmed"])
    "; did you mean 'confirmed'?"
    """
    near = nearest(name, known) if len(name) <= LONGEST_SHOWN else None
    return f"; expected one of {list_keys(known)}" if near is None else f"; did you mean {near!r}?"


def shorten(text: str) -> str:
    """Quote ``text`` for a message, its end left out where it is long."""
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")


def is_text(node: yaml.Node) -> bool:
    """Tell whether ``node`` is a text, which a number or a bare ``yes`` is not."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT
