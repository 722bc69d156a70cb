"""A line that goes on with a finding is told from the heading that it is like."""

from collections.abc import Callable

import pytest

from mgi_graph.parsing import ParsedProfile

Parse = Callable[[str], ParsedProfile]
Problems = Callable[[str], list[str]]

TITLE = "Migration Governance Profile: City of Batalo (Malawi)\nDecember 2024\n\n"


@pytest.mark.parametrize(
    ("heading", "first", "second", "begin", "end"),
    [
        (
            "Derechos de los migrantes",
            "Ejemplos de áreas bien desarrolladas",
            "Áreas con potencial para un desarrollo adicional",
            "Se forma a la policía local en",
            "los derechos de los migrantes cada año",
        ),
        (
            "Partnerships",
            "Examples of well-developed areas",
            "Areas with potential for further development",
            "Training is given on",
            "all migrants' rights",
        ),
    ],
)
def test_end_of_a_list_may_be_like_a_heading(
    parse: Parse, heading: str, first: str, second: str, begin: str, end: str
) -> None:
    """Without a full stop, lower case tells the end of a sentence that has a heading's words."""
    finding = f"• {begin}\n{end}\n"
    parsed = parse(f"{TITLE}Key findings\n{heading}\n{first}\n{finding}{second}\n{finding}")
    texts = [each.statements[0].text for each in parsed.profile.findings]
    assert texts == [f"{begin} {end}"] * 2


@pytest.mark.parametrize("heading", ["partnershps", "Partnershps", "All Migrants' Rights"])
def test_misspelt_heading_is_told(problems: Problems, heading: str) -> None:
    """A heading that is nearly one is not lost in the finding above it."""
    above = "Key findings\nPartnerships\nExamples of well-developed areas\n• Training is given\n"
    below = f"{heading}\nExamples of well-developed areas\n• Training is given\n"
    (problem,) = problems(TITLE + above + below)
    assert problem.startswith(f"in/profile.txt:8: heading not known: {heading!r}")


WELL = "Examples of well-developed areas\n"
GAPS = "Areas with potential for further development\n"


def test_exact_heading_in_lower_case_ends_a_finding_where_its_domain_stands_elsewhere(
    parse: Parse,
) -> None:
    """Without a full stop too, a sentence keeps its last words where each domain has its lists."""
    lists = (
        f"MIGRANTS' RIGHTS\n{WELL}• Schools are open.\n\n"
        f"PARTNERSHIPS\n{WELL}• A council protects\nmigrants' rights\n{GAPS}• It is small.\n"
    )
    found = parse(f"{TITLE}{lists}").profile.findings
    assert [(each.domain.value, each.statements[0].text) for each in found] == [
        ("migrants-rights", "Schools are open."),
        ("partnerships", "A council protects migrants' rights"),
        ("partnerships", "It is small."),
    ]


def test_heading_that_may_end_a_finding_is_told(problems: Problems) -> None:
    """Where the domain has no other heading, neither reading is taken."""
    lists = f"PARTNERSHIPS\n{WELL}• A council protects\nmigrants' rights\n{GAPS}• It is small.\n"
    (problem,) = problems(TITLE + lists)
    told = 'heading in doubt: "migrants\' rights" may end the finding above it; expected a blank'
    assert problem.startswith(f"in/profile.txt:7: {told}")


def test_headings_in_lower_case_are_headings(parse: Parse) -> None:
    """In a source that writes all headings so, they need no full stop above them."""
    lists = f"partnerships\n{WELL}• It is part of a network\nmigrants' rights\n{WELL}• Schools\n"
    found = parse(TITLE + lists).profile.findings
    assert [each.domain.value for each in found] == ["migrants-rights", "partnerships"]


@pytest.mark.parametrize("stop", [".", ""])
@pytest.mark.parametrize("heading", ["MIGRANTS' RIGHTS", "Migrants\u2019 rights:"])
@pytest.mark.parametrize("after", ["• Schools are open", f"\n{TITLE}".rstrip()])
def test_heading_without_a_list_is_told(
    problems: Problems, heading: str, stop: str, after: str
) -> None:
    """A heading under which the marker is missing is no part of the finding above it."""
    text = f"{TITLE}PARTNERSHIPS\n{WELL}• It is part of a network{stop}\n{heading}\n{after}\n"
    (problem,) = problems(text)
    assert problem.startswith(f"in/profile.txt:7: heading without a list: {heading!r}; expected")


@pytest.mark.parametrize(
    ("heading", "stop"),
    [("MIGRANTS' RIGHTES", ""), ("MIGRANTS' RIGHTES", "."), ("Partnershps", ".")],
)
def test_misspelt_heading_without_a_list_is_told(
    problems: Problems, heading: str, stop: str
) -> None:
    """A misspelt heading is not lost in the finding above it where the marker is missing too."""
    text = f"{TITLE}PARTNERSHIPS\n{WELL}• It is a network{stop}\n{heading}\n• Schools are open\n"
    (problem,) = problems(text)
    assert problem.startswith(f"in/profile.txt:7: heading not known: {heading!r}")


@pytest.mark.parametrize("words", ["Partnerships\nwith cities", "Partnerships.", "Good Partners"])
def test_words_of_a_heading_within_a_finding_are_part_of_it(parse: Parse, words: str) -> None:
    """What goes on, or ends with a full stop, is a sentence."""
    text = f"{TITLE}PARTNERSHIPS\n{WELL}• There is a fund for\n{words}\n• Schools are open.\n"
    found = parse(text).profile.findings[0]
    assert found.statements[0].text == "There is a fund for " + words.replace("\n", " ")


def test_misspelt_marker_under_a_heading_is_told_with_it(problems: Problems) -> None:
    """What follows a heading whose marker is misspelt is told of no more."""
    text = (
        f"{TITLE}PARTNERSHIPS\n{WELL}• It is a network.\n"
        f"MIGRANTS' RIGHTS\n\n{WELL[1:]}• Schools are open.\n• It grows.\n"
    )
    heading, marker = problems(text)
    assert heading.startswith('in/profile.txt:7: heading without a list: "MIGRANTS\' RIGHTS"')
    assert marker.startswith(
        "in/profile.txt:9: marker not known: 'xamples of well-developed areas'"
    )
