"""The real profiles are read alike when their layout changes, as are telling single cases."""

import textwrap
from collections.abc import Callable

import pytest

from mgi_graph.parsing import ParsedProfile

Parse = Callable[[str], ParsedProfile]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\n\n", "\n", id="blank lines left out"),
        pytest.param("\n", "\n\n", id="blank lines doubled"),
        pytest.param("\n", "\r\n", id="CR LF"),
        pytest.param("\n", "\r", id="CR"),
        pytest.param("1\nKey findings\n", "Key findings\n", id="constant left out"),
        pytest.param("1\nKey findings\n", "", id="openers left out"),
        pytest.param("Key findings\n", "", id="openers left out, their numbers left"),
        pytest.param(".\n  •", ".\n12\n\f\n  •", id="page numbers"),
        pytest.param("Key findings\n", "Key findings\nKey findings\n", id="openers doubled"),
        pytest.param("Key findings\n", "Principales hallazgos\n", id="opener translated"),
        pytest.param("  • ", "•", id="no space around bullets"),
        pytest.param("  • ", "\t-\u00a0", id="tabs and dashes"),
        pytest.param(".\n", "\n", id="full stops left out"),
        pytest.param("\n1\nKey", "\n\f\n1\nKey", id="page breaks"),
        pytest.param("2022 Septembre", "-----\n2022 Septembre\n\n\u00a9 2022", id="footer"),
    ],
)
def test_real_profile_is_read_in_other_layouts(
    parse: Parse, real: dict[str, ParsedProfile], medellin: str, old: str, new: str
) -> None:
    """The real text gives the same findings when its layout is changed throughout."""
    expected = real["col-medellin-2022-09.txt"].profile
    found = parse(medellin.replace(old, new)).profile
    assert [_words(each.statements[0].text) for each in found.findings] == [
        _words(each.statements[0].text) for each in expected.findings
    ]
    assert (found.place, found.issued) == (expected.place, expected.issued)


def _words(text: str) -> str:
    return text.rstrip(".")


@pytest.mark.parametrize("width", range(28, 120, 7))
@pytest.mark.parametrize(
    "name", ["col-medellin-2022-09.txt", "chl-monte-patria-2024-09.txt", "bra-manaus-2023-10.txt"]
)
def test_real_profile_is_read_wrapped(
    parse: Parse, real: dict[str, ParsedProfile], name: str, width: int
) -> None:
    """The real texts give the same findings, place and description at any width."""
    wrapped = "\n".join(
        piece
        for line in real[name].source.text.split("\n")
        for piece in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    )
    expected = real[name].profile
    found = parse(wrapped).profile
    assert [each.statements[0].text for each in found.findings] == [
        each.statements[0].text for each in expected.findings
    ]
    assert (found.place, found.descriptions) == (expected.place, expected.descriptions)
    assert found.contributors == expected.contributors


def test_positions_count_both_characters_of_a_line_end(parse: Parse, medellin: str) -> None:
    """Offsets count the two characters of CR LF, as they stand in the file."""
    text = medellin.replace("\n", "\r\n")
    parsed = parse(text)
    for line in parsed.lines:
        assert text[line.start : line.end] == text.split("\r\n")[line.number - 1].strip()


def test_month_at_the_end_of_a_finding_is_no_date(parse: Parse) -> None:
    """The last line of a wrapped finding may be a month; the date stands by the title."""
    parsed = parse(
        "Key findings\nPARTNERSHIPS\nExamples of well-developed areas\n"
        "• The post has been open since\nNovember 2019\n\n"
        "Migration Governance Profile: City of Accra (Ghana)\nMay 2023\n"
    )
    (finding,) = parsed.profile.findings
    assert finding.statements[0].text == "The post has been open since November 2019"
    assert str(parsed.profile.issued) == "2023-05"


def test_sub_items_stay_with_their_finding(parse: Parse) -> None:
    """Dashes under an unfinished finding belong to it, as its words do."""
    parsed = parse(
        "Key findings\nPARTNERSHIPS\nExamples of well-developed areas\n"
        "• The city works with:\n   - universities;\n   - unions.\n• It is part of a network.\n\n"
        "May 2023\nMigration Governance Profile: City of Accra (Ghana)\n"
    )
    assert [each.statements[0].text for each in parsed.profile.findings] == [
        "The city works with: - universities; - unions.",
        "It is part of a network.",
    ]
