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
