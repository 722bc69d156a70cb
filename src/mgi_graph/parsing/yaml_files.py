"""Turn a YAML file that a person wrote into nodes, which know their lines.

Only the plain part of YAML 1.1 is read: one document, no anchors and aliases, no deep
nesting. A file that needs more is refused before it can be misread or cost memory.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from yaml.resolver import Resolver

from mgi_graph.errors import CurationError, ManyErrors

if TYPE_CHECKING:
    from yaml import SafeLoader as YamlLoader
else:
    YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LARGEST = 2_000_000
"""Bytes that a file may have; those of the three profiles have less than 50,000."""

_DEEPEST = 20
"""Lists and mappings inside each other that a file may have; six are needed."""

MOST_DEFECTS = 1000
"""Defects of a file that are reported; further ones help nobody."""

NOT_PRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that a YAML file must not have (YAML 1.1, section 5.1, c-printable)."""


_ANCHOR = re.compile(r"[&*](?<![^\s\ufeff\[{,:?][&*])[0-9A-Za-z_-]")
"""What stands in a text that has an anchor or alias, and in some that have none."""


class _TooDeepError(Exception):
    """Tell that a node may stand too deep."""


class _ShallowLoader(YamlLoader):
    """Compose nodes like its base, and give up where one stands too deep."""

    # A tag depends on the value alone, and the keys are the same from entry to entry.
    resolve = staticmethod(lru_cache(maxsize=1024)(Resolver().resolve))
    _depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:  # noqa: ARG002
        """Count a node that is gone into; no tag is resolved by its path, which this is for."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        """Count a node that is left."""
        self._depth -= 1


def compose_file(path: Path | str, expected: str) -> yaml.Node:
    """Return the root node of the file at ``path``; ``expected`` says what it should hold.

    Raises :class:`CurationError` or :class:`ManyErrors` with lines for a file that is
    missing, unreadable, too large, not UTF-8, not YAML, empty, or not plain YAML.
    """
    text = _read_text(path, expected)
    _check_characters(path, text)
    try:
        node = _compose(path, text)
    except yaml.MarkedYAMLError as err:
        raise _syntax_error(path, text, err) from err
    except yaml.YAMLError as err:
        raise CurationError(path, f"not YAML: {err}") from err
    if node is None:
        raise CurationError(path, f"empty; expected {expected}", line=1)
    return node


def line_of(node: yaml.Node) -> int:
    """Return the line, from 1, on which ``node`` begins."""
    return int(node.start_mark.line) + 1


def _read_text(path: Path | str, expected: str) -> str:
    """Read strict UTF-8 with plain line ends, and no more than a file may have."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as err:
        raise CurationError(path, f"no such file; expected YAML with {expected}") from err
    except OSError as err:
        raise CurationError(path, f"cannot be read: {err.strerror or err}") from err
    except ValueError as err:
        raise CurationError(path, f"not a file name: {err}") from err
    if len(data) > _LARGEST:
        raise CurationError(path, f"more than {_LARGEST:,} bytes; expected YAML with {expected}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as err:
        line = data.count(b"\n", 0, err.start) + 1
        problem = f"not UTF-8: byte {data[err.start]:#04x} at offset {err.start}; save it as UTF-8"
        raise CurationError(path, problem, line=line) from err
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_characters(path: Path | str, text: str) -> None:
    if found := NOT_PRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problem = f"not YAML: control character U+{ord(found[0]):04X}; take it out"
        raise CurationError(path, problem, line=line)


def _syntax_error(path: Path | str, text: str, err: yaml.MarkedYAMLError) -> CurationError:
    """Say what is no YAML, and on which line that began which was being read."""
    mark = err.problem_mark or err.context_mark
    # Where the file ends too early, the mark stands behind its last line.
    line = 1 if mark is None else min(mark.line + 1, len(text.splitlines()) or 1)
    problem = f"not YAML: {err.problem or err.context}"
    if err.problem and err.context and err.context_mark and err.context_mark.line + 1 < line:
        problem += f" {err.context} that begins on line {err.context_mark.line + 1}"
    return CurationError(path, problem, line=line)


def _compose(path: Path | str, text: str) -> yaml.Node | None:
    """Return the root node, ``None`` for an empty document.

    Only a text in which something may be wrong is gone over for it before.
    """
    if _ANCHOR.search(text) is None:
        with suppress(_TooDeepError, yaml.YAMLError):
            return yaml.compose(text, Loader=_ShallowLoader)
    if defects := list(_find_defects(path, text)):
        raise defects[0] if len(defects) == 1 else ManyErrors(defects)
    return yaml.compose(text, Loader=YamlLoader)


def _find_defects(path: Path | str, text: str) -> Iterator[CurationError]:
    """Yield an error for each anchor and alias, and stop at the first node too deep.

    Events are read one by one, where the composer would call itself for each level
    and copy what an alias names.
    """
    depth = found = 0
    for event in yaml.parse(text, Loader=YamlLoader):
        line = 0 if event.start_mark is None else event.start_mark.line + 1
        if isinstance(event, yaml.NodeEvent) and event.anchor and found < MOST_DEFECTS:
            found += 1
            yield CurationError(path, _anchor_problem(event, event.anchor), line=line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            problem = f"not YAML that is read here: more than {_DEEPEST} lists and mappings deep"
            yield CurationError(path, problem, line=line)
            return


def _anchor_problem(event: yaml.NodeEvent, anchor: str) -> str:
    """Say what to do about an anchor or alias, which a text with & or * becomes by mistake."""
    mark, name = ("*", "alias") if isinstance(event, yaml.AliasEvent) else ("&", "anchor")
    return (
        f"{name} {mark + anchor[:40]!r} is not read here; write out what is meant, "
        f"in quotes where {mark!r} belongs to a text"
    )
