"""The first block is told from a list of contents and from what tells where to click."""

from collections.abc import Callable

import pytest

from mgi_graph.parsing import LineRole, ParsedProfile

Parse = Callable[[str], ParsedProfile]

TITLE = "Migration Governance Profile: City of Batalo (Malawi)\nDecember 2024\n\n"
HEADINGS = [
    "Migrants' rights",
    "Whole of government approach",
    "Partnerships",
    "Well-being of migrants",
    "Mobility dimensions of crises",
    "Safe, orderly and regular migration",
]
MARKER = "Examples of well-developed areas"
LISTS = [f"{heading}\n{MARKER}\n• It is part of a network.\n" for heading in HEADINGS]


@pytest.mark.parametrize("first", range(6), ids=HEADINGS)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_contents_right_above_the_first_block_are_none(parse: Parse, first: int, gap: str) -> None:
    """Six headings with no opener below them are contents, whichever domain comes first."""
    lists = LISTS[first:] + LISTS[:first]
    parsed = parse(TITLE + "\n".join(HEADINGS) + f"\n{gap}" + gap.join(lists))
    assert len({finding.domain for finding in parsed.profile.findings}) == 6
    contents = [line.role for line in parsed.lines[2:7]]
    assert contents == [LineRole.CHROME] * 5


@pytest.mark.parametrize(
    "instruction",
    [
        "Click on the icons in the wheel to explore the\nkey findings.",
        "Click on the icons in the wheel to explore the\nKey findings.",
        "Click on the icons in the wheel to explore the\nkey findings",
    ],
)
def test_instruction_may_end_as_a_block_begins(parse: Parse, instruction: str) -> None:
    """Its last words, alone on a line, open no block; the introduction goes on below."""
    text = f"INTRODUCTION\n\nThis is about Batalo.\n\n{instruction}\n\nIt is led by IOM.\n\n"
    (description,) = parse(TITLE + text + "".join(LISTS)).profile.descriptions
    assert description.text == "This is about Batalo.\n\nIt is led by IOM."


def test_opener_right_under_other_lines_opens(parse: Parse) -> None:
    """A line that says "Key findings" and no more opens a block, whatever stands above it."""
    text = "Home | Topics\nKey findings\nINTRODUCTION\n\nThis is about Batalo.\n\n"
    parsed = parse(TITLE + text + "".join(LISTS))
    assert [line.detail for line in parsed.lines][3] == "opens a block"
