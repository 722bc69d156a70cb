"""Put rows for findings that have none into a curation file, each beside its neighbours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

import yaml

from mgi_graph.model import CuratedFinding, fold_name
from mgi_graph.pipeline.curation.comments import Comments
from mgi_graph.pipeline.curation.rows import ProposedRow, row_value, write_row
from mgi_graph.pipeline.curation.yaml_splice import SplicedText
from mgi_graph.pipeline.curation.yaml_text import write_flow


def add_rows(
    file: SplicedText,
    findings: tuple[yaml.Node, yaml.SequenceNode],
    read: Sequence[CuratedFinding],
    proposed: Sequence[ProposedRow],
    comments: Comments,
) -> None:
    """Add a row for each finding without one.

    ``findings`` are the key and the list, ``read`` the rows in it, ``proposed`` all the
    profile's findings in the order of the source. A row goes after the one before it in its
    list of the profile; the first of a list goes under its heading, or before its followers,
    or, with a heading, after what precedes it in the profile.
    """
    _Placing(file, findings, read, comments).add(proposed)


class _Side(Enum):
    AFTER = "after the row of its list that precedes it"
    UNDER = "under the heading of its list"
    BEFORE = "before the row of its list that follows it"
    HEADED = "under a new heading"


@dataclass(frozen=True)
class _Place:
    """Say where rows go: ``at`` is the index of a row or, for a heading, a position."""

    section: tuple[str, str]
    side: _Side
    at: int


class _Placing:
    def __init__(
        self,
        file: SplicedText,
        findings: tuple[yaml.Node, yaml.SequenceNode],
        read: Sequence[CuratedFinding],
        comments: Comments,
    ) -> None:
        self.file = file
        self.key, self.items = findings
        self.indices = {row.finding: index for index, row in enumerate(read)}
        self.comments = comments

    def add(self, proposed: Sequence[ProposedRow]) -> None:
        placed = list(self._places(proposed))
        for place, group in groupby(placed, key=lambda pair: pair[0]):
            self._add_group(place, [each for _, each in group])

    def _places(self, proposed: Sequence[ProposedRow]) -> Iterator[tuple[_Place, ProposedRow]]:
        """Yield each finding without a row, with its place."""
        before = -1
        for section, group in groupby(proposed, key=lambda each: each.section):
            rows = list(group)
            known = [self.indices.get(each.row.finding) for each in rows]
            near = None
            for number, each in enumerate(rows):
                if (index := known[number]) is not None:
                    before = near = index
                elif near is not None:
                    yield _Place(section, _Side.AFTER, near), each
                else:
                    following = next((index for index in known if index is not None), None)
                    yield self._first_place(each, before, following), each

    def _first_place(self, first: ProposedRow, before: int, following: int | None) -> _Place:
        if not self._in_lines:
            return _Place(first.section, _Side.AFTER, before)
        heading = self._heading(first)
        if heading is not None:
            return _Place(first.section, _Side.UNDER, heading)
        if following is not None:
            return _Place(first.section, _Side.BEFORE, following)
        return _Place(first.section, _Side.HEADED, before)

    @property
    def _in_lines(self) -> bool:
        """Tell whether rows begin on lines of their own."""
        return not self.items.flow_style or not self.items.value

    def _add_group(self, place: _Place, rows: Sequence[ProposedRow]) -> None:
        headed = place.side is _Side.HEADED
        lines = []
        for each in rows:
            lines += write_row(each, self.comments, headed=headed)
            headed = False
        if place.side in (_Side.AFTER, _Side.HEADED):
            flow = ", ".join(write_flow(row_value(each.row)) for each in rows)
            self.file.insert_items(self.key, self.items, place.at, lines, flow)
            return
        column = " " * self.items.start_mark.column
        lines = [column + line if line else "" for line in lines]
        if place.side is _Side.UNDER:
            self.file.insert_lines(place.at, lines)
        else:
            self.file.insert_before(self._row_start(place.at), [*lines[1:], ""])

    def _heading(self, row: ProposedRow) -> int | None:
        """Return where the heading of a row's list stands between rows, if it does."""
        if not self.items.value:
            return None
        finding = row.finding
        wanted = set(map(fold_name, self.comments.headings(finding.domain.value, finding.status)))
        spans = [(each.start_mark.index, self.file.end(each)) for each in self.items.value]
        for found in re.finditer(r"(?m)^[ \t]*#+([^\r\n]*)", self.file.text):
            at = found.start(1)
            if fold_name(found[1]) in wanted and not any(a <= at < b for a, b in spans):
                return at if self.key.end_mark.index < at else None
        return None

    def _row_start(self, index: int) -> int:
        """Return where the line of a row begins, or of the comment right over it."""
        start = self.file.line_start(self.items.value[index].start_mark.index)
        while start > 0:
            above = self.file.line_start(start - 1)
            if not self.file.text[above:start].lstrip(" ").startswith("#"):
                return start
            start = above
        return start
