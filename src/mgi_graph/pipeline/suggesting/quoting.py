"""Keep of what is proposed what every language version of a finding bears out.

Names are proposed by one version, the first, but an entry of a curation file is of all of
them: its words are counted in each, and no two names may overlap in any.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from mgi_graph.errors import QuotationError
from mgi_graph.matching.naming import NamedMention, NamedPeriod, NamedYear, Names
from mgi_graph.model import Finding, Quotation, quote

_Named = TypeVar("_Named", NamedMention, NamedYear, NamedPeriod)


def keep_quotable(finding: Finding, names: Names) -> Names:
    """Return ``names`` without what cannot be quoted in all versions of ``finding`` together.

    An occurrence is counted where any of them needs it. A year of a thing goes with the
    last mention of the thing.
    """
    mentions = tuple(_apart(_quote(finding, names.mentions)))
    named = {each.thing_slug for each in mentions}
    return Names(
        mentions,
        tuple(y for y, _ in _quote(finding, names.years) if y.of is None or y.of in named),
        tuple(p for p, _ in _quote(finding, names.periods) if p.of in named),
        names.groups,
    )


def _quote(
    finding: Finding, proposed: Iterable[_Named]
) -> Iterator[tuple[_Named, tuple[Quotation, ...]]]:
    for each in proposed:
        for occurrence in dict.fromkeys((each.occurrence, 1)):
            try:
                quotations = quote(finding, each.text, occurrence)
            except QuotationError:
                continue
            yield replace(each, occurrence=occurrence), quotations
            break


def _apart(
    quoted: Iterable[tuple[NamedMention, tuple[Quotation, ...]]],
) -> Iterator[NamedMention]:
    """Yield the mentions that overlap none before them in any version."""
    taken: list[Quotation] = []
    for mention, quotations in quoted:
        if not any(_overlap(new, old) for new in quotations for old in taken):
            taken += quotations
            yield mention


def _overlap(one: Quotation, other: Quotation) -> bool:
    return (
        one.statement is other.statement
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
