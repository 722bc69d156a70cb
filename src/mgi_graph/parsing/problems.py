"""Word what is wrong with a line of a source: the value, what was expected, what to do."""

from mgi_graph.model import DomainSlug, Status
from mgi_graph.parsing.countries import nearest_country
from mgi_graph.parsing.headings import SignKind
from mgi_graph.parsing.suggestions import suggest_sign
from mgi_graph.parsing.titles import suggest_title

_LONGEST_QUOTE = 70

_MARKERS = "'Examples of well-developed areas' or 'Areas with potential for further development'"


def quote(text: str) -> str:
    """Quote a line, cut where it is long.

    >>> quote("A" * 100)[-5:]
    "A...'"
    """
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}..."
    return repr(cut)


def heading_not_known(text: str) -> str:
    """Word that no heading that we know follows an opening line."""
    suggested = suggest_sign(text, (SignKind.DOMAIN, SignKind.INTRODUCTION))
    expected = "expected one of the six domains or the introduction after 'Key findings'"
    return _join(f"heading not known: {quote(text)}", suggested, expected)


def heading_without_list(text: str) -> str:
    """Word that what reads as the heading of a domain stands under a finding, with no marker."""
    return (
        f"heading without a list: {quote(text)}; expected {_MARKERS} under it; where it ends the "
        "finding above, join the two lines"
    )


def heading_in_doubt(text: str) -> str:
    """Word that a line may be the heading of a domain or the end of the finding above it."""
    return (
        f"heading in doubt: {quote(text)} may end the finding above it; expected a blank line "
        "above a heading, or the whole finding on one line"
    )


def marker_not_known(text: str) -> str:
    """Word that a line over a list is no marker that we know."""
    suggested = suggest_sign(text, (SignKind.MARKER,))
    return _join(f"marker not known: {quote(text)}", suggested, f"expected {_MARKERS}")


def opener_not_known(text: str) -> str:
    """Word that a line is nearly the one that opens a block."""
    suggested = suggest_sign(text, (SignKind.OPENER,))
    return _join(f"line not known: {quote(text)}", suggested, "expected 'Key findings'")


def title_not_known(text: str) -> str:
    """Word that a line is nearly a title."""
    expected = "expected a title such as 'Migration Governance Profile: City of Manaus (Brazil)'"
    return _join(f"title not known: {quote(text)}", suggest_title(text), expected)


def title_in_doubt(place: str, following: str) -> str:
    """Word that the name of a title's place may go on in the next line, or not."""
    return (
        f"end of the title not clear: {quote(place)} may go on with {quote(following)}; expected "
        "the whole title on one line with a blank line below, or a name that the introduction has"
    )


def title_begun_above(text: str) -> str:
    """Word that a title may begin in the line above, which goes on with a finding."""
    return (
        f"beginning of the title not clear: {quote(text)} may begin in the line above; expected "
        "a blank line between the last finding and the title"
    )


def fits_nowhere(text: str) -> str:
    """Word that a line inside the findings is neither structure nor part of a finding."""
    suggested = suggest_sign(text, (SignKind.MARKER, SignKind.DOMAIN, SignKind.OPENER))
    expected = (
        "expected a finding with a bullet before it, a marker, 'Key findings', "
        "the date or the title"
    )
    return _join(f"line fits nowhere: {quote(text)}", suggested, expected)


def finding_outside_list(text: str) -> str:
    """Word that a finding stands under no marker."""
    return f"finding outside a list: {quote(text)}; expected {_MARKERS} above it"


def list_outside_domain(text: str) -> str:
    """Word that a list stands under no heading of a domain."""
    expected = "expected the heading of one of the six domains above it"
    return f"list outside a domain: {quote(text)}; {expected}"


def same_domain_twice(domain: DomainSlug, text: str, first_line: int) -> str:
    """Word that a domain has two headings."""
    return (
        f"same domain twice: {quote(text)} ({domain}) stands on line {first_line} already; "
        "expected each domain once; join the two blocks or correct one heading"
    )


def same_list_twice(domain: DomainSlug, status: Status, text: str, first_line: int) -> str:
    """Word that a domain has two lists of one status."""
    return (
        f"same list twice: {quote(text)} ({status} of {domain}) stands on line {first_line} "
        "already; expected each list once a domain; join the two lists or correct one marker"
    )


def second_introduction(text: str, first_line: int) -> str:
    """Word that a source has two introductions."""
    return f"second introduction: {quote(text)} stands on line {first_line} already; expected one"


def empty_finding(text: str) -> str:
    """Word that a bullet has no text."""
    return f"finding without text: {quote(text)}; expected its words on the bullet's line"


def page_number(text: str) -> str:
    """Word that a page number stands in the middle of a sentence."""
    return f"page number within a sentence: {quote(text)}; expected none; take the line out"


def no_findings() -> str:
    """Word that a source holds no finding."""
    return (
        "no findings; expected blocks that begin with 'Key findings' and the heading of a domain, "
        "with lists of findings under their markers"
    )


def no_title() -> str:
    """Word that a source has no title line."""
    return (
        "no title; expected a line such as 'Migration Governance Profile: City of Manaus (Brazil)' "
        "after the last list"
    )


def no_date() -> str:
    """Word that a source has no date line."""
    return (
        "no date; expected a line with month and year such as '2022 September' after the last list"
    )


def two_titles(text: str, first: str, first_line: int) -> str:
    """Word that two title lines differ."""
    other = f"{quote(first)} on line {first_line}"
    return f"second title: {quote(text)} differs from {other}; expected one"


def two_dates(text: str, first: str, first_line: int) -> str:
    """Word that two date lines differ."""
    return f"second date: {quote(text)} differs from {first} on line {first_line}; expected one"


def country_not_known(name: str) -> str:
    """Word that a title names a country that ISO 3166-1 does not have."""
    near = nearest_country(name)
    expected = "expected a country of ISO 3166-1 in English, Spanish, French or Portuguese"
    meant = f"; did you mean {near!r}?" if near else ""
    return _join(f"country not known: {quote(name)}", meant, expected)


def no_country(place: str) -> str:
    """Word that neither the title nor the introduction tells a place's country."""
    return (
        f"country not known: neither the title nor the introduction tells that of {quote(place)}; "
        f"expected it in the title, such as '{place} (Colombia)'"
    )


def _join(problem: str, suggested: str, expected: str) -> str:
    if suggested:
        return f"{problem}{suggested} {expected[0].upper()}{expected[1:]}"
    return f"{problem}; {expected}"
