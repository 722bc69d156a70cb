"""Write curation files: new ones whole, and existing ones without touching what people wrote."""

from collections.abc import Iterable, Sequence

import yaml

from mgi_graph.model import (
    CuratedFinding,
    Curation,
    ReviewStatus,
    Thing,
)
from mgi_graph.pipeline.curation.comments import OPEN_COMMENTS, Comments
from mgi_graph.pipeline.curation.insertion import add_rows
from mgi_graph.pipeline.curation.rows import (
    ProposedRow,
    names_value,
    suggestion_value,
    thing_value,
    write_row,
    write_thing,
)
from mgi_graph.pipeline.curation.yaml_splice import SplicedText
from mgi_graph.pipeline.curation.yaml_text import write_comment, write_flow, write_scalar

UNDECIDED = frozenset({ReviewStatus.SUGGESTED, ReviewStatus.OPEN})
"""The statuses of rows that nobody has decided on."""


def write_curation(
    profile: str,
    title: str,
    rows: Sequence[ProposedRow],
    things: Sequence[Thing],
    comments: Comments,
) -> str:
    """Write a new file for the profile with this IRI; ``title`` stands in its first line."""
    lines = [line for each in (title, *comments.header) for line in write_comment(each)]
    lines += ["", f"profile: {write_scalar(profile, in_flow=False)}", "findings:"]
    section = None
    for each in rows:
        lines += _indent(write_row(each, comments, headed=each.section != section))
        section = each.section
    if things:
        lines += ["", "things:", *_indent(_write_things(things, comments))]
    return "\n".join(lines) + "\n"


def update_curation(
    text: str,
    curation: Curation,
    rows: Sequence[ProposedRow],
    things: Sequence[Thing],
    comments: Comments,
) -> str:
    """Return the text of a file with what is proposed, and all that people wrote in it.

    ``curation`` is what was read from ``text``, ``rows`` are proposals for every finding in
    the order of the source, ``things`` those that are new. Rows that nobody has decided on
    get the new proposals, findings without a row get one, and names are proposed where
    nobody has read a finding for them.
    """
    return _Update(text, curation, rows, comments).write(things)


def _write_things(things: Sequence[Thing], comments: Comments) -> list[str]:
    items = [line for each in things for line in write_thing(each)]
    return ["", f"# {comments.things}", "", *items]


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


class _Update:
    """Change one file."""

    def __init__(
        self, text: str, curation: Curation, rows: Sequence[ProposedRow], comments: Comments
    ) -> None:
        self.file = SplicedText(text)
        self.read = curation.findings
        self.described = curation.things
        self.named = _named_by_new_rows(curation, rows)
        self.proposed = rows
        self.comments = comments
        self.top = _entries(self.file.root)
        self.key, items = self.top["findings"]
        assert isinstance(items, yaml.SequenceNode)
        self.items = items

    def write(self, things: Sequence[Thing]) -> str:
        proposals = {each.row.finding: each.row for each in self.proposed}
        for node, row in zip(self.items.value, self.read, strict=True):
            self._update_row(node, row, proposals.get(row.finding))
        known = {thing.slug for thing in self.described}
        needed = {slug for slug in self.named if slug not in known}
        add_rows(self.file, (self.key, self.items), self.read, self.proposed, self.comments)
        new = [thing for thing in things if thing.slug in needed]
        if new:
            self._add_things(new)
        return self.file.result()

    def _update_row(
        self, node: yaml.MappingNode, row: CuratedFinding, proposal: CuratedFinding | None
    ) -> None:
        entries = _entries(node)
        written = entries["status"][1] if "status" in entries else None
        if written is not None and row.status.value != written.value.strip():
            self._set_status(node, written, row.status)
        if proposal is None:
            return
        if row.status in UNDECIDED:
            self._propose_anew(node, row, proposal)
        self._propose_names(node, row, proposal)

    def _set_status(self, row: yaml.MappingNode, node: yaml.Node, status: ReviewStatus) -> None:
        assert isinstance(node, yaml.ScalarNode)
        self.file.replace_word(node, status.value)
        if not row.flow_style:
            new = self.comments.open if status is ReviewStatus.OPEN else ""
            self.file.replace_comment(node, OPEN_COMMENTS, new)

    def _propose_anew(
        self, node: yaml.MappingNode, row: CuratedFinding, proposal: CuratedFinding
    ) -> None:
        entries = _entries(node)
        if row.status is not proposal.status:
            self._set_status(node, entries["status"][1], proposal.status)
        if row.indicators != proposal.indicators:
            self.file.replace_entry(node, *entries["indicators"], list(proposal.indicators))
        if row.suggestion != proposal.suggestion and proposal.suggestion is not None:
            new = suggestion_value(proposal.suggestion)
            self.file.replace_entry(node, *entries["suggestion"], new)

    def _propose_names(
        self, node: yaml.MappingNode, row: CuratedFinding, proposal: CuratedFinding
    ) -> None:
        """Put names into a row that nobody has read for them; groups have the row's status."""
        if row.mentions is not None:
            return
        present = _entries(node)
        for key, value in names_value(proposal).items():
            if key not in present and (key != "groups" or row.status in UNDECIDED):
                self.file.insert_entry(node, node.value[-1][1], key, value)
        self.named |= _named(proposal)

    def _add_things(self, things: Sequence[Thing]) -> None:
        lines = [line for each in things for line in write_thing(each)]
        flow = ", ".join(write_flow(thing_value(each)) for each in things)
        if "things" in self.top:
            key, items = self.top["things"]
            assert isinstance(items, yaml.SequenceNode)
            self.file.insert_items(key, items, len(items.value) - 1, lines, flow)
        elif self.file.root.flow_style:
            entries = [thing_value(each) for each in things]
            self.file.insert_entry(self.file.root, self.file.root.value[-1][1], "things", entries)
        else:
            lines = ["", "things:", *_indent(_write_things(things, self.comments))]
            self.file.append_lines(lines)


def _named_by_new_rows(curation: Curation, rows: Iterable[ProposedRow]) -> set[str]:
    read = {row.finding for row in curation.findings}
    return {slug for each in rows if each.row.finding not in read for slug in _named(each.row)}


def _named(row: CuratedFinding) -> set[str]:
    """Return the slugs of the things that a row names."""
    return {mention.thing for mention in row.mentions or ()}


def _entries(mapping: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the key and the value of each entry of a mapping, by the key's name."""
    return {str(key.value): (key, value) for key, value in mapping.value}
