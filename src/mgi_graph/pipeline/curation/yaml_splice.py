"""Change single values of a YAML text, and leave every other character as it is.

PyYAML reads a text to nodes that know where they stand, but writes it without its
comments. Here, new text goes to those places, and nothing else is touched: comments,
order, blank lines, quotes, line ends, a byte order mark, a missing last line end.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import yaml

from mgi_graph.pipeline.curation.yaml_text import Value, write_entry, write_flow

if TYPE_CHECKING:
    from yaml import SafeLoader as YamlLoader
else:
    YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line, and with it a comment (YAML 1.1, section 5.4)."""

_BLANK = " \t\n\r\x85\u2028\u2029"


class SplicedText:
    """Collect changes to a text in YAML, and make them all at once.

    The text is one document without anchors whose root is a mapping.
    """

    def __init__(self, text: str) -> None:
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text.removeprefix("\ufeff")
        found = _BREAK.search(self.text)
        self._newline = found[0] if found and found[0] in ("\r\n", "\r") else "\n"
        root = yaml.compose(self.text, Loader=YamlLoader)
        assert isinstance(root, yaml.MappingNode)
        self.root = root
        self._edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """Return the text with all changes; those at one place are in the order of the calls."""
        parts, at = [self._mark], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])

    def replace_word(self, node: yaml.ScalarNode, word: str) -> None:
        """Put a word in the place of a scalar, in its quotes; what is a block becomes plain."""
        quote = node.style if node.style in ("'", '"') else ""
        self._edit(node.start_mark.index, self.end(node), f"{quote}{word}{quote}")

    def replace_entry(
        self, mapping: yaml.MappingNode, key: yaml.Node, value: yaml.Node, new: Value
    ) -> None:
        """Put a new value behind a key; comments within the old one come before it."""
        start, end = value.start_mark.index, self.end(value)
        name = str(key.value)
        if mapping.flow_style:
            comments = [f"  {each}{self._newline} " for each in self._comments(value)]
            self._edit(start, end, write_flow(new) + "".join(comments))
            return
        lines = write_entry(name, new)
        inline = len(lines) == 1 and (isinstance(value, yaml.ScalarNode) or _is_flow(value))
        indent = self._newline + " " * key.start_mark.column
        replaced = start if inline else key.end_mark.index
        above = "".join(each + indent for each in self._comments(value, replaced))
        self._edit(key.start_mark.index, key.start_mark.index, above)
        if inline:
            self._edit(start, end, lines[0].removeprefix(f"{name}: "))
        else:
            self._edit(key.start_mark.index, end, indent.join(lines))

    def insert_entry(
        self, mapping: yaml.MappingNode, after: yaml.Node, name: str, new: Value
    ) -> None:
        """Put a new key with its value after the value ``after`` of a mapping."""
        if mapping.flow_style:
            end = self.end(after)
            self._edit(end, end, f", {name}: {write_flow(new)}")
            return
        column = mapping.value[0][0].start_mark.column
        self.insert_lines(self.end(after), _indented(write_entry(name, new), column))

    def replace_comment(self, node: yaml.Node, known: Iterable[str], new: str) -> None:
        """Put a comment behind a value: in the place of a known one, or where none is.

        An empty one takes the known one away.
        """
        start = self.end(node)
        end = self.line_end(start)
        found = self.text[start:end].strip()
        if found in set(known) or (new and not found):
            self._edit(start, end, f"  {new}" if new else "")

    def insert_items(
        self, key: yaml.Node, items: yaml.SequenceNode, after: int, lines: Sequence[str], flow: str
    ) -> None:
        """Put new items into a list after that with the index ``after``, -1 for the beginning.

        ``lines`` are what they are in block style, not indented, ``flow`` what they are in a
        list in brackets.
        """
        if _is_flow(self.root) and not items.value:
            at = items.start_mark.index + 1
            is_first = all(start != at for start, _, _ in self._edits)
            self._edit(at, at, flow if is_first else f", {flow}")
        elif _is_flow(items) and items.value:
            at = self.end(items.value[after]) if after >= 0 else items.value[0].start_mark.index
            self._edit(at, at, f", {flow}" if after >= 0 else f"{flow}, ")
        elif after >= 0:
            column = items.start_mark.column
            at = self._after_comments(self.end(items.value[after]), column)
            self.insert_lines(at, _indented(lines, column))
        else:
            column = items.start_mark.column if items.value else key.start_mark.column + 2
            if not items.value:
                self._take_away(key, items)
            self.insert_lines(self.end(items if not items.value else key), _indented(lines, column))

    def insert_lines(self, at: int, lines: Iterable[str]) -> None:
        """Put whole lines after the line that the position ``at`` is on."""
        end = self.line_end(at)
        self._edit(end, end, "".join(self._newline + line for line in lines))

    def append_lines(self, lines: Iterable[str]) -> None:
        """Put whole lines after the last entry of the root and the comments after it."""
        rest = self.text[self.end(self.root) :]
        at = len(self.text.rstrip(_BLANK)) if "\n..." not in rest else self.end(self.root)
        self.insert_lines(at, lines)

    def insert_before(self, at: int, lines: Iterable[str]) -> None:
        """Put whole lines before the line that begins at ``at``."""
        self._edit(at, at, "".join(line + self._newline for line in lines))

    def end(self, node: yaml.Node) -> int:
        """Return where the text of a node ends, comments and blank lines after it left out."""
        if isinstance(node, yaml.CollectionNode) and not _is_flow(node) and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        while end > node.start_mark.index and self.text[end - 1] in _BLANK:
            end -= 1
        return end

    def line_end(self, at: int) -> int:
        """Return where the line that ``at`` is on ends, before its line break."""
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def line_start(self, at: int) -> int:
        """Return where the line that ``at`` is on begins."""
        return max((each.end() for each in _BREAK.finditer(self.text, 0, at)), default=0)

    def _after_comments(self, at: int, column: int) -> int:
        """Return a position on the last of the lines after ``at`` with nothing but a comment.

        Only comments that stand deeper than ``column`` belong to what ends at ``at``.
        """
        while (end := self.line_end(at)) < len(self.text):
            found = _BREAK.match(self.text, end)
            start = found.end() if found else end
            line = self.text[start : self.line_end(start)]
            if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
                return at
            at = start
        return at

    def _comments(self, node: yaml.Node, start: int | None = None) -> list[str]:
        """Return the comments between the scalars of a node, and before it from ``start`` on."""
        start, found = node.start_mark.index if start is None else start, []
        for leaf in [*_leaves(node), None]:
            end = leaf.start_mark.index if leaf is not None else self.end(node)
            found += re.findall("#[^\n\r\x85\u2028\u2029]*", self.text[start:end])
            start = leaf.end_mark.index if leaf is not None else end
        return found

    def _take_away(self, key: yaml.Node, value: yaml.Node) -> None:
        """Leave a key without its empty value, ``[]`` or nothing; its comments move up."""
        colon = self.text.index(":", key.end_mark.index) + 1
        indent = self._newline + " " * key.start_mark.column
        above = "".join(each + indent for each in self._comments(value))
        self._edit(key.start_mark.index, key.start_mark.index, above)
        if value.end_mark.index > colon:
            self._edit(colon, value.end_mark.index, "")

    def _edit(self, start: int, end: int, new: str) -> None:
        if new or end > start:
            self._edits.append((start, end, new))


def _is_flow(node: yaml.Node) -> bool:
    """Tell whether a list or mapping stands in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _leaves(node: yaml.Node) -> Iterable[yaml.Node]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for each in node.value:
        for part in each if isinstance(each, tuple) else (each,):
            yield from _leaves(part)


def _indented(lines: Iterable[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]
