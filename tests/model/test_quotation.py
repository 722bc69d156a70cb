"""Test that words are found in a finding's source, at their very place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgi_graph.errors import QuotationError
from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    DomainSlug,
    Finding,
    Language,
    Located,
    ReviewStatus,
    Source,
    Span,
    Statement,
    Status,
    normalise_space,
    quote,
)

ENGLISH = Source("a.txt", "a.txt", "ab" * 32, 500, Language.EN)
SPANISH = Source("b.txt", "b.txt", "cd" * 32, 600, Language.ES)


def _statement(quoted: str, source: Source = ENGLISH, start: int = 100) -> Statement:
    span = Span(start, start + len(quoted), 9)
    return Statement(normalise_space(quoted), source.language, source, span, quoted)


def _finding(*statements: Statement) -> Finding:
    return Finding(DomainSlug.PARTNERSHIPS, Status.WELL_DEVELOPED, 1, statements)


def test_words_are_found_across_white_space() -> None:
    """A no-break space or a line end stands for the space that the statement shows."""
    finding = _finding(_statement("The Office\u00a0of\r\n  Migration works."))
    (quotation,) = quote(finding, "Office of Migration")
    assert quotation.span == Span(104, 126, 9)
    assert quotation.text == "Office of Migration"


def test_line_is_that_of_the_words() -> None:
    """Line ends before the words count, of whatever kind they are."""
    finding = _finding(_statement("One\ntwo\r\nthree\rfour"))
    assert [quote(finding, word)[0].span.line for word in ("One", "two", "three", "four")] == [
        9,
        10,
        11,
        12,
    ]


def test_occurrence_says_which_is_meant() -> None:
    """It counts from 1 and from the left."""
    finding = _finding(_statement("BHUs and BHUs"))
    assert quote(finding, "BHUs", 2)[0].span.start == 109


def test_words_in_two_language_versions_are_quoted_from_both() -> None:
    """A proper name often stands in each."""
    finding = _finding(
        _statement("Part of Mercociudades."), _statement("Es parte de Mercociudades.", SPANISH)
    )
    found = quote(finding, "Mercociudades")
    assert [each.statement.source.name for each in found] == ["a.txt", "b.txt"]
    assert [each.span.start for each in found] == [108, 112]


@pytest.mark.parametrize(
    ("words", "occurrence", "message"),
    [
        ("CHUs", None, "'CHUs' does not stand in the finding, which says 'BHUs and BHUs, one'"),
        ("", None, "'' does not stand"),
        ("BHUs", None, "stands 2 times in the finding; say which is meant with occurrence, from 1"),
        ("BHUs", 3, "occurrence is 3, but 'BHUs' stands 2 times"),
        ("one", 1, "'one' stands once in the finding; leave occurrence out"),
    ],
)
def test_words_that_are_not_there_are_an_error(
    words: str, occurrence: int | None, message: str
) -> None:
    """The message says how often they stand there."""
    with pytest.raises(QuotationError) as caught:
        quote(_finding(_statement("BHUs and BHUs, one")), words, occurrence)
    assert message in str(caught.value)


@given(
    before=st.text(max_size=20), words=st.text(min_size=1, max_size=20), after=st.text(max_size=9)
)
def test_every_stretch_of_a_statement_is_found_where_it_stands(
    before: str, words: str, after: str
) -> None:
    """The span's text, white space made single, is the words."""
    wanted = normalise_space(words)
    quoted = f"{before} {words} {after}"
    if not wanted:
        return
    finding = _finding(_statement(quoted))
    times = len(finding.statements[0].text.split(wanted)) - 1
    (quotation,) = quote(finding, wanted, 1 if times > 1 else None)
    span = quotation.span
    assert normalise_space(quoted[span.start - 100 : span.end - 100]) == wanted


def test_parts_are_told_apart_by_review_status() -> None:
    """Indicators and groups follow the row, a mention has a status of its own."""
    finding = _finding(_statement("COMPREMI works with the United Nations."))
    suggested = CuratedMention("United Nations", "united-nations", 3, status=ReviewStatus.SUGGESTED)
    confirmed = CuratedMention("COMPREMI", "compremi", 2)
    row = CuratedFinding("iri", "COMPREMI", ("city-networks",), 1, groups=("refugees",))
    quoted = tuple((each, quote(finding, each.text)) for each in (confirmed, suggested))
    located = Located(finding, row, quoted)
    decided, open_ = located.part(suggested=False), located.part(suggested=True)
    assert (decided.row.indicators, decided.row.groups) == (("city-networks",), ("refugees",))
    assert (open_.row.indicators, open_.row.groups) == ((), ())
    assert [mention.thing for mention, _ in decided.mentions] == ["compremi"]
    assert [mention.thing for mention, _ in open_.mentions] == ["united-nations"]
