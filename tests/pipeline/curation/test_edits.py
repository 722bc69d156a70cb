"""Test that whatever people do to a curation file by hand survives new proposals."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgi_graph.model import Curation
from mgi_graph.pipeline.curation.files import UNDECIDED
from tests.pipeline.proposals import (
    NAME,
    Write,
    parse_quito,
    propose,
    read_text,
    update,
    write_fresh,
)


def _edit_by_hand(text: str, draw: random.Random) -> str:
    """Do to a file what people do: decide, remark, move, indent and quote."""
    head, *rows = re.split(r"(?m)^(?=  # .*\n  - finding)", text)
    draw.shuffle(rows)
    edited = []
    for row in rows:
        lines = row.split("\n")
        for index in range(len(lines)):
            line = lines[index]
            chance = draw.random()
            if chance < 0.1 and line.strip() and not line.lstrip().startswith("#"):
                lines[index] = f"{line}  # note {draw.randrange(1000)}"
            elif chance < 0.2 and line.startswith("    words: "):
                words = line.partition("words: ")[2]
                lines[index] = "    words: '" + words.replace("'", "''").strip("'") + "'"
            elif chance < 0.3:
                extra = draw.choice(["", "    # a remark", "# another", "      # deep"])
                lines[index] = f"{line}\n{extra}" if line.strip() else line
        row = "\n".join(lines)
        choice = draw.random()
        if choice < 0.2:
            row = re.sub(r"status: suggested", "status: confirmed", row, count=1)
        elif choice < 0.3:
            row = re.sub(r"    status: suggested[^\n]*\n", "", row, count=1)
        elif choice < 0.4:
            row = re.sub(r"indicators: \[housing\]", "indicators: [academia, housing]", row)
        elif choice < 0.5:
            row = re.sub(r"indicators: \[housing\]", "indicators:\n      - housing", row)
        edited.append(row)
    return head + "".join(edited[: draw.randrange(1, len(edited) + 1)])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 100_000))
def test_whatever_people_wrote_survives(tmp_path: Path, seed: int) -> None:
    """Lines outside of undecided rows are all there, in order, and so are all remarks."""
    read: Write = lambda text: read_text(text, tmp_path / f"{NAME}.yaml")  # noqa: E731
    quito, draw = parse_quito(), random.Random(seed)
    text = _edit_by_hand(write_fresh(propose(quito)), draw)
    if draw.random() < 0.3:
        text = text.replace("\n", "\r\n")
    before = read(text)
    choices = [("housing", 0.9), ("academia", 0.8), ("academia", 0.1)]
    wanted = propose(quito, **{f"f{number}": draw.choice(choices) for number in range(12)})
    after = update(text, wanted, read)
    assert update(after, wanted, read) == after
    proposed = {each.row.finding: each.row for each in wanted}
    found = {row.finding: row for row in read(after).findings}
    assert found.keys() == proposed.keys()
    decided = [row for row in before.findings if row.status not in UNDECIDED]
    for row in decided:
        assert replace(found[row.finding], line=0) == replace(row, line=0)
    for finding in proposed.keys() - {row.finding for row in decided}:
        assert replace(found[finding], line=0) == proposed[finding]
    assert _subsequence(_kept_lines(text, before), after.splitlines())
    for remark in re.findall(r"# note \d+|# a remark|# another|# deep", text):
        assert after.count(remark) >= text.count(remark)


def _kept_lines(text: str, curation: Curation) -> list[str]:
    """Return the lines that no proposal may touch: all but those of undecided rows."""
    lines = text.splitlines()
    starts = [row.line - 1 for row in curation.findings] + [len(lines)]
    spans = zip(curation.findings, starts, starts[1:], strict=False)
    touched = {
        at for row, start, end in spans if row.status in UNDECIDED for at in range(start, end)
    }
    touched |= {at for at, line in enumerate(lines) if "status: suggested" in line}
    return [line for at, line in enumerate(lines) if at not in touched]


def _subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(any(line == other for other in rest) for line in part)
