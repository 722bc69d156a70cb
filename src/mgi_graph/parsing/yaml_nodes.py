"""Read typed values from YAML nodes and collect what is wrong with them, line by line.

Values are read as they are written, by the tags that YAML 1.1 resolves: a text that looks
like a number or like ``yes`` is no text, and is refused rather than guessed at.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from mgi_graph.model import normalise_space, slugify
from mgi_graph.parsing.yaml_defects import (
    LONGEST_SHOWN,
    ONCE,
    TAG,
    Defects,
    is_text,
    list_keys,
    shorten,
    show,
    suggest,
    unknown_key,
)
from mgi_graph.parsing.yaml_files import NOT_PRINTABLE, line_of

_LIST = f"{TAG}seq"
_MAPPING = f"{TAG}map"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold the values of one mapping by their keys, and read them.

    Each method reports a value that is not of its type, and returns an empty one in
    its place, so that reading goes on to the next defect; an absent key is empty too.
    """

    node: yaml.Node
    values: Mapping[str, yaml.Node]
    defects: Defects

    def __contains__(self, key: str) -> bool:
        """Tell whether the mapping has ``key``."""
        return key in self.values

    @property
    def line(self) -> int:
        """Return the line, from 1, on which the mapping begins."""
        return line_of(self.node)

    def report(self, key: str | None, problem: str) -> None:
        """Report a problem on the line of the value of ``key``, else on that of the entry."""
        node = self.node if key is None else self.values.get(key, self.node)
        self.defects.report(node, problem)

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """Read a text, its white space made single spaces."""
        node = self.values.get(key)
        if node is None or (may_be_empty and is_text(node) and not node.value.strip()):
            return ""
        return self._read_text(node, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts."""
        rows = self.rows(key, "texts")
        return tuple(self._read_text(row, f"one of {key!r}") for row in rows)

    def slug(self, key: str, *, may_be_empty: bool = False) -> str:
        """Read a slug: lower-case letters, digits and hyphens."""
        text = self.text(key, may_be_empty=may_be_empty)
        return self._check_slug(self.values[key], key, text) if text else ""

    def slugs(self, key: str) -> tuple[str, ...]:
        """Read a list of slugs, each of which may stand in it once."""
        what = f"one of {key!r}"
        seen: set[str] = set()
        slugs: list[str] = []
        for row in self.rows(key, "slugs"):
            text = self._read_text(row, what)
            slug = self._check_slug(row, what, text) if text else ""
            if slug and slug in seen:
                self.defects.report(row, f"{slug!r} stands twice in {key!r}; {ONCE}")
            seen.add(slug)
            slugs.append(slug)
        return tuple(slugs)

    def choice(self, key: str, known: Collection[str]) -> str:
        """Read one of the known texts."""
        text = self.text(key)
        if not text or text in known:
            return text
        self.report(key, f"{key} not known: {shorten(text)}{suggest(text, known)}")
        return ""

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Read a list of known texts, each of which may stand in it once."""
        found: list[str] = []
        for row in self.rows(key, "texts"):
            text = self._read_text(row, f"one of {key!r}")
            if text in found:
                self.defects.report(row, f"{text!r} stands twice in {key!r}; {ONCE}")
            elif text and text not in known:
                problem = f"one of {key!r} is not known: {shorten(text)}{suggest(text, known)}"
                self.defects.report(row, problem)
            elif text:
                found.append(text)
        return tuple(found)

    def count(self, key: str) -> int | None:
        """Read a whole number from 1 to 9999, more than a statement has words."""
        return self.whole_number(key, _COUNT, "a whole number from 1 to 9999")

    def whole_number(self, key: str, form: re.Pattern[str], expected: str) -> int | None:
        """Read a whole number of this form, written in digits."""
        node = self.values.get(key)
        if node is None:
            return None
        if node.tag == f"{TAG}int" and form.fullmatch(node.value):
            return int(node.value)
        self.report(key, f"{key} is {show(node)}; expected {expected}{_unquoted(node)}")
        return None

    def share(self, key: str) -> float:
        """Read a number from 0 to 1."""
        node = self.values.get(key)
        if node is None:
            return 0.0
        if node.tag in {f"{TAG}int", f"{TAG}float"}:
            try:
                number = float(node.value)
            except ValueError:
                number = -1.0
            if 0 <= number <= 1:
                # -0.0 is written as 0.
                return number + 0.0
        self.report(key, f"{key} is {show(node)}; expected a number from 0 to 1{_unquoted(node)}")
        return 0.0

    def flag(self, key: str, *, absent: bool) -> bool:
        """Read true or false."""
        node = self.values.get(key)
        if node is None:
            return absent
        if node.tag == f"{TAG}bool" and node.value.lower() in _TRUE | _FALSE:
            return node.value.lower() in _TRUE
        self.report(key, f"{key} is {show(node)}; expected true or false{_unquoted(node)}")
        return absent

    def has_list(self, key: str) -> bool:
        """Tell whether the value of ``key`` is a list."""
        node = self.values.get(key)
        return node is not None and _is_list(node)

    def entry(self, key: str, required: Collection[str], optional: Collection[str]) -> "Entry":
        """Read the mapping that stands under ``key``."""
        return read_entry(self.values[key], repr(key), required, optional, self.defects)

    def entries(
        self, key: str, what: str, required: Collection[str], optional: Collection[str]
    ) -> list["Entry"]:
        """Read a list of mappings, each of which is a ``what`` with these keys."""
        if not self.has_list(key):
            self.rows(key, f"mappings with {list_keys(required)}")
            return []
        rows = self.values[key].value
        return [read_entry(row, what, required, optional, self.defects) for row in rows]

    def rows(self, key: str, expected: str) -> Sequence[yaml.Node]:
        """Return the nodes of a list of what is expected."""
        node = self.values.get(key)
        if node is None:
            return ()
        if not _is_list(node):
            self.report(key, f"{key} is {show(node)}; expected a list of {expected}")
            return ()
        nodes: Sequence[yaml.Node] = node.value
        return nodes

    def _read_text(self, node: yaml.Node, what: str) -> str:
        if not is_text(node):
            is_word = isinstance(node, yaml.ScalarNode) and node.value
            quotes = ", in quotes if this is one" if is_word else ""
            self.defects.report(node, f"{what} is {show(node)}; expected a text{quotes}")
            return ""
        # What Python can print, YAML allows; it is asked first, for it takes no time.
        if not node.value.isprintable() and (found := NOT_PRINTABLE.search(node.value)):
            problem = f"{what} has the control character U+{ord(found[0]):04X}; take it out"
            self.defects.report(node, problem)
            return ""
        text = normalise_space(node.value)
        if not text:
            self.defects.report(node, f"{what} is empty; expected a text")
        return text

    def _check_slug(self, node: yaml.Node, what: str, text: str) -> str:
        if _SLUG.fullmatch(text):
            return text
        meant = slugify(text) if len(text) <= LONGEST_SHOWN else ""
        problem = f"{what} is {shorten(text)}; expected lower-case letters, digits and hyphens"
        if _SLUG.fullmatch(meant):
            problem += f"; did you mean {meant!r}?"
        self.defects.report(node, problem)
        return ""


def read_entry(
    node: yaml.Node,
    what: str,
    required: Collection[str],
    optional: Collection[str],
    defects: Defects,
) -> Entry:
    """Read a mapping; a key that is missing, not known or there twice is reported."""
    if not (isinstance(node, yaml.MappingNode) and node.tag == _MAPPING):
        problem = f"{what} is {show(node)}; expected a mapping with {list_keys(required)}"
        defects.report(node, problem)
        return Entry(node, {}, defects)
    values: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = key_node.value if is_text(key_node) else ""
        if key not in required and key not in optional:
            known = [*required, *optional]
            problem = unknown_key(key_node, value, known, in_flow=bool(node.flow_style))
            defects.report(key_node, problem)
        elif key in values:
            first = next(each for each, _ in node.value if each.value == key)
            before = f"on line {line_of(first)} already"
            defects.report(key_node, f"key {key!r} stands {before}; {ONCE} in {what}")
        else:
            values[key] = value
    for key in required:
        if key not in values:
            expected = list_keys(required)
            defects.report(node, f"key {key!r} is missing in {what}; expected {expected}")
    return Entry(node, values, defects)


def report_repeated(
    entries: Sequence[Entry], keys: Iterable[Sequence[Hashable]], what: str, shown: int = 1
) -> None:
    """Report each entry whose key stood before, naming both lines.

    A key whose first part is empty is like no other, for it could not be read. The
    message has ``what`` was repeated and the parts of its key that are ``shown``.
    """
    if len(entries) < 2:
        return
    first: dict[Sequence[Hashable], int] = {}
    for entry, key in zip(entries, keys, strict=True):
        if key[0] and key in first:
            name = shorten(" ".join(str(part) for part in key[:shown] if part is not None))
            problem = f"{what} {name} stands on line {first[key]} already; {ONCE}"
            entry.defects.report(entry.node, problem)
        first.setdefault(key, entry.line)


def _is_list(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and node.tag == _LIST


def _unquoted(node: yaml.Node) -> str:
    is_quoted = isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'}
    return ", without quotes" if is_quoted else ""
