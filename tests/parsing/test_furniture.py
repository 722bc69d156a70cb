"""Page numbers and copyright lines are told from findings, wherever they stand."""

from collections.abc import Callable

import pytest

from mgi_graph.parsing import LineRole, ParsedProfile

Parse = Callable[[str], ParsedProfile]
Problems = Callable[[str], list[str]]

TITLE = "Migration Governance Profile: City of Batalo (Malawi)\nDecember 2024\n\n"
LIST = "Key findings\nPARTNERSHIPS\nExamples of well-developed areas\n• It is part of a network."


def _findings(parsed: ParsedProfile) -> list[str]:
    return [finding.statements[0].text for finding in parsed.profile.findings]


@pytest.mark.parametrize("end", ["\n4\n\f\n", "\n4\n", "\n4", "\n\n4\n", "\n\f\n4\n", "\n\n12\n\n"])
def test_number_at_the_end_is_a_page_number(parse: Parse, end: str) -> None:
    """A number under the last finding, with the title at the top, is the page's."""
    parsed = parse(TITLE + LIST + end)
    assert _findings(parsed) == ["It is part of a network."]
    assert (parsed.lines[-1].role, parsed.lines[-1].detail) == (LineRole.CHROME, "page number")


def test_number_that_ends_a_sentence_is_part_of_it(parse: Parse) -> None:
    """A last line that is a number belongs to the unfinished sentence right above it."""
    parsed = parse(f"{TITLE}{LIST}\n• It has done so since Law No.\u00a01 and Law\n27\n")
    assert _findings(parsed)[1] == "It has done so since Law No. 1 and Law 27"


def test_next_number_of_a_page_within_a_sentence_is_told(problems: Problems) -> None:
    """Where pages are counted, the number after the last one is no word of a finding."""
    pages = f"{TITLE}{LIST}\n1\n\f• It has done so since\n"
    (problem,) = problems(f"{pages}2\n")
    assert problem.startswith("in/profile.txt:10: page number within a sentence: '2'")
    (problem,) = problems(f"{pages}2\n• It is small.\n")
    assert problem.startswith("in/profile.txt:10: page number within a sentence: '2'")


def test_next_number_of_a_page_needs_no_break(parse: Parse) -> None:
    """A page number under a full stop is told by the count alone."""
    parsed = parse(f"{TITLE}{LIST}\n1\n\f• It is small.\n2\n• It grows.\n")
    assert _findings(parsed) == ["It is part of a network.", "It is small.", "It grows."]


def test_year_at_the_end_is_a_date_without_a_month(problems: Problems) -> None:
    """A year alone under the last finding is no page number where no date stands elsewhere."""
    (problem,) = problems(f"{TITLE.replace('December 2024', '')}{LIST}\n\n2024\n")
    assert problem.startswith("in/profile.txt:9: date without a month: '2024'")


@pytest.mark.parametrize(
    ("end", "lines"),
    [
        ("\n\n© 2020 IOM. All rights reserved.\n", 1),
        ("\n© 2020 IOM. All rights reserved.\n", 1),
        ("\n© 2020 IOM. All rights\nreserved.\n", 2),
        ("\n\nCopyright (c) 2020 IOM", 1),
    ],
)
def test_copyright_at_the_end_is_no_finding(parse: Parse, end: str, lines: int) -> None:
    """A footer under the last list, with the title at the top, is the page's."""
    parsed = parse(TITLE + LIST + end)
    assert _findings(parsed) == ["It is part of a network."]
    found = [line.role for line in parsed.lines if line.detail == "copyright"]
    assert found == [LineRole.CHROME] * lines


@pytest.mark.parametrize("bullet", ["•", "-"])
def test_findings_go_on_below_a_footer(parse: Parse, bullet: str) -> None:
    """A copyright line at the foot of a page takes no finding of the next page with it."""
    text = f"{TITLE}{LIST}\n© 2020 IOM\n{bullet} It is part\nof another.\n".replace("•", bullet)
    assert _findings(parse(text)) == ["It is part of a network.", "It is part of another."]


def test_footer_within_a_sentence_is_told(problems: Problems) -> None:
    """What stands under a footer in the middle of a sentence is not lost in silence."""
    (problem,) = problems(f"{TITLE}{LIST}\n• It is part\n© 2020 IOM\nof another.\n")
    assert problem.startswith("in/profile.txt:10: line fits nowhere: 'of another.'")


def test_copyright_within_a_sentence_is_part_of_it(parse: Parse) -> None:
    """The word may begin a line of a wrapped finding."""
    parsed = parse(f"{TITLE}{LIST}\n• It is subject to the\nCopyright 2020 Act.\n")
    assert _findings(parsed)[1] == "It is subject to the Copyright 2020 Act."
