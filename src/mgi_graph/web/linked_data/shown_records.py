"""Show mentions, claims and assignments: what is stated, in which words, and how sure it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mgi_graph.rdf.iris import mint_review
from mgi_graph.rdf.terms import MGI
from mgi_graph.web.linked_data.records import Record
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import Labels, Shown, show_term

_SUGGESTED: Final = mint_review("suggested")
_REASONS: Final = (MGI.confidence, MGI.hasMethod, MGI.decisiveWord, MGI.isSupportedBy)
"""What is told of an assignment that is only suggested, in this order."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Hold a property that speaks for a suggestion, and its values."""

    property: Shown
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Show a record: its words, the finding that has them, and what speaks for it.

    ``finding`` is ``None`` where it stands beside already, ``record`` is no link on the
    record's own page, and ``mark`` is empty unless the record is only suggested.
    ``through`` are the bodies by way of which a cooperation takes place.
    """

    record: Shown
    words: tuple[Shown, ...]
    finding: Shown | None
    mark: str
    reasons: tuple[Reason, ...]
    through: tuple[Shown, ...]
    through_words: Shown


@dataclass(frozen=True, slots=True)
class Entry:
    """Show a statement as the terms of a sentence, with what stands behind it."""

    terms: tuple[Shown, ...]
    evidence: tuple[Evidence, ...]

    @property
    def is_suggested(self) -> bool:
        """Say whether nothing stands behind it that a person decided."""
        return bool(self.evidence) and all(each.mark for each in self.evidence)


def is_suggested(triples: Iterable[Triple]) -> bool:
    """Say whether a record or a thing is marked as suggested, and not as decided."""
    statuses = {each.object for each in triples if each.predicate == MGI.hasReviewStatus}
    return statuses == {_SUGGESTED}


@dataclass(frozen=True, slots=True)
class Shower:
    """Show terms and records to one reader, on the page of ``thing``."""

    thing: NamedNode
    reader: Reader
    labels: Labels

    def term(self, term: NamedNode | Literal) -> Shown:
        """Show a term by its label; a number or a date without its type."""
        shown = show_term(term, self.reader, self.labels)
        return replace(shown, datatype="") if isinstance(term, Literal) else shown

    def mark(self, shown: Shown, *, suggested: bool) -> Shown:
        """Put the words that it is only suggested beside what is."""
        return replace(shown, mark=find_words(self.reader.language).suggested if suggested else "")

    def evidence(self, record: Record, beside: object = None) -> Evidence:
        """Show what stands behind a statement that is shown ``beside`` a thing."""
        suggested = is_suggested(record.triples)
        finding = record.finding
        is_own = record.iri == self.thing
        elsewhere = finding is not None and not is_own and finding not in (self.thing, beside)
        reasons = _REASONS if suggested else ()
        return Evidence(
            record=Shown("", None if is_own else show_term(record.iri, self.reader, {}).href),
            words=tuple(map(self.term, record.values(MGI.wording))),
            finding=self.term(finding) if finding is not None and elsewhere else None,
            mark=find_words(self.reader.language).suggested if suggested else "",
            reasons=tuple(
                Reason(self.term(each), tuple(map(self._reason, record.values(each))))
                for each in reasons
                if record.values(each)
            ),
            through=tuple(map(self.term, record.values(MGI.takesPlaceThrough))),
            through_words=self.term(MGI.takesPlaceThrough),
        )

    def _reason(self, value: NamedNode | Literal) -> Shown:
        if isinstance(value, Literal) and value.language is None:
            return Shown(say_percentage(value.value, self.reader.language))
        return self.term(value)

    def state(self, record: Record) -> list[Shown]:
        """Show what a record states, its own address where it does not say."""
        if record.stated is None:
            return [self.term(record.iri)]
        return [self.term(each) for each in record.stated if not isinstance(each, BlankNode)]

    def entry(self, terms: Sequence[NamedNode | Literal], records: Iterable[Record]) -> Entry:
        """Show a statement; the thing of the page itself is no link."""
        shown = [
            replace(self.term(each), href=None) if each == self.thing else self.term(each)
            for each in terms
        ]
        return Entry(tuple(shown), tuple(map(self.evidence, records)))


def say_percentage(decimal: str, language: str) -> str:
    r"""Say a probability as whole percents; what is no number is said as it is.

    >>> say_percentage("0.93", "en"), say_percentage("0.93", "fr"), say_percentage("high", "en")
    ('93%', '93\xa0%', 'high')
    """
    try:
        percents = round(float(decimal) * 100)
    except (ValueError, OverflowError):
        return decimal
    return f"{percents}%" if language == "en" else f"{percents}\N{NO-BREAK SPACE}%"


def order_by_words(records: Iterable[Record], statements: Mapping[str, str]) -> list[Record]:
    """Put records in the order of their first words in the statement of their language."""

    def place(record: Record) -> tuple[int, str]:
        for words in record.values(MGI.wording):
            for text in statements.values():
                found = text.find(words.value)
                if found >= 0:
                    return found, record.iri.value
        return len(max(statements.values(), key=len, default="")), record.iri.value

    return sorted(records, key=place)
