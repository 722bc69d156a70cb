"""Make the page of what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mgi_graph.model.names import fold_name
from mgi_graph.store import DatasetStore
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.cards import Card, read_cards
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import shorten_iri
from mgi_graph.web.search.entries import Entry, Kind, Text
from mgi_graph.web.search.folding import (
    LONGEST,
    Piece,
    Sought,
    clean_query,
    mark_words,
    read_query,
    split_words,
)
from mgi_graph.web.search.index import MOST_HELD, Hit, SearchIndex, find_linked, index_of
from mgi_graph.workers.tasks import Answer

PAGE_LENGTH: Final = 20
"""How many stand on a page of one kind."""

_FEW: Final = 5
_FEW_FINDINGS: Final = 10
_MOST_LABELS: Final = 3
_MOST_SUGGESTED: Final = 8


@dataclass(frozen=True, slots=True)
class Said:
    """Hold a text with its language, what was sought apart from the rest."""

    pieces: tuple[Piece, ...]
    lang: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class FoundName:
    """Hold a thing by its name; ``other`` is the label by which it was found, if another."""

    href: str | None
    label: Said
    other: Said | None


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """Hold a finding; ``through`` are the things whose labels made up for words of its own."""

    card: Card
    statements: tuple[Said, ...]
    through: tuple[FoundName, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Hold some of what was found of one kind, and the address of all of it."""

    kind: Kind
    total: int
    names: tuple[FoundName, ...]
    findings: tuple[FoundFinding, ...]
    href: str | None


@dataclass(frozen=True, slots=True)
class PrepareSearch:
    """Make the index of a dataset before workers are forked, which then share it."""

    def run(self, store: DatasetStore) -> Answer:
        """Return nothing; the index is kept."""
        index_of(store, MOST_HELD)
        return Answer(b"", "text/plain")


@dataclass(frozen=True, slots=True)
class Search:
    """Search for ``text``: some of each kind, or one page of the kind that is named."""

    text: str
    kind: str = ""
    page: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        index = index_of(store)
        sought = read_query(self.text)
        hits = self._find(store, index, sought)
        shown = _Showing(store, index, sought, self.reader)
        text = clean_query(self.text)
        kinds = [Kind(self.kind)] if self.kind else [kind for kind in Kind if hits.get(kind)]
        total = len(hits.get(Kind(self.kind), ())) if self.kind else 0
        last = max(1, -(-total // PAGE_LENGTH))
        page = min(self.page, last)
        domains = [Hit(each, 0) for each in index.entries if each.kind is Kind.DOMAIN]
        context = {
            "q": text,
            "cut": len(" ".join(self.text.split())) > LONGEST,
            "total": sum(map(len, hits.values())),
            "groups": [
                self._group(shown, kind, hits.get(kind, ()), page) for kind in kinds if hits
            ],
            "kind": self.kind,
            "page": page,
            "last": last,
            "previous": self._address(text, self.kind, page - 1) if page > 1 else None,
            "next": self._address(text, self.kind, page + 1) if page < last else None,
            "overview": self._address(text, "", 1),
            "near": [
                (each, self._address(each, "", 1))
                for each in index.suggest(sought)[:_MOST_SUGGESTED]
            ]
            if not hits
            else [],
            "has_findings": index.has_findings,
            "domains": shown.names(_in_order(domains, index, self.reader)),
        }
        return Answer(render("search/search.html", self.reader, context), "text/html")

    def _find(
        self, store: DatasetStore, index: SearchIndex, sought: Sought
    ) -> Mapping[Kind, Sequence[Hit]]:
        found: dict[Kind, list[Hit]] = {}
        for hit in index.find(sought):
            found.setdefault(hit.entry.kind, []).append(hit)
        if not index.has_findings:
            about = [
                hit.entry.iri
                for kind in (Kind.INDICATOR, Kind.THING)
                for hit in found.get(kind, ())
            ]
            linked = [Hit(Entry(Kind.FINDING, iri, ()), 1) for iri in find_linked(store, about)]
            if linked:
                found[Kind.FINDING] = linked
        return {kind: _in_order(hits, index, self.reader) for kind, hits in found.items()}

    def _group(self, shown: "_Showing", kind: Kind, hits: Sequence[Hit], page: int) -> Group:
        few = _FEW_FINDINGS if kind is Kind.FINDING else _FEW
        first, length = ((page - 1) * PAGE_LENGTH, PAGE_LENGTH) if self.kind else (0, few)
        some = hits[first : first + length]
        is_finding = kind is Kind.FINDING
        return Group(
            kind,
            len(hits),
            () if is_finding else shown.names(some),
            shown.findings(some) if is_finding else (),
            self._address(clean_query(self.text), kind, 1) if len(hits) > length else None,
        )

    def _address(self, text: str, kind: str, page: int) -> str:
        pairs: list[tuple[str, str | int]] = [("q", text)]
        pairs += [("kind", str(kind))] if kind else []
        pairs += [("page", page)] if page > 1 else []
        return f"{self.reader.home}/search?{urlencode(pairs)}"


def _in_order(hits: Iterable[Hit], index: SearchIndex, reader: Reader) -> list[Hit]:
    """Order by closeness, then by the name of a thing or of a finding's place, alphabetically."""

    def key(hit: Hit) -> tuple[int, str, tuple[str, int, int, int], str]:
        entry = hit.entry
        texts = index.names.get(entry.place, ()) if entry.place else entry.texts
        name = choose_text(texts, reader.language)
        return hit.rank, fold_name(name.text) if name else "", entry.order, entry.iri

    return sorted(hits, key=key)


def choose_text(texts: Sequence[Text], language: str) -> Text | None:
    """Return the best label: the reader's, then English, then the first.

    >>> choose_text((Text("socios", "es"), Text("partners", "en")), "fr")
    Text(text='partners', lang='en')
    """
    for tag in (language, "en", ""):
        for text in texts:
            if text.lang == tag:
                return text
    return texts[0] if texts else None


class _Showing:
    """Show what was found to one reader, with what was sought marked."""

    def __init__(
        self, store: DatasetStore, index: SearchIndex, sought: Sought, reader: Reader
    ) -> None:
        self._store = store
        self._index = index
        self._sought = sought
        self._reader = reader

    def names(self, hits: Iterable[Hit]) -> tuple[FoundName, ...]:
        return tuple(self._name(hit.entry.iri, hit.entry.texts, self._sought) for hit in hits)

    def findings(self, hits: Sequence[Hit]) -> tuple[FoundFinding, ...]:
        iris = " ".join(str(NamedNode(hit.entry.iri)) for hit in hits)
        if not iris:
            return ()
        cards = read_cards(self._store, f"VALUES ?finding {{ {iris} }}", self._reader)
        by_iri = {card.iri: card for card in cards}
        return tuple(
            FoundFinding(
                by_iri[hit.entry.iri],
                tuple(
                    self._say(Text(each.text, each.lang or ""), self._sought)
                    for each in by_iri[hit.entry.iri].statements
                ),
                self._through(hit.entry),
            )
            for hit in hits
            if hit.entry.iri in by_iri
        )

    def _through(self, entry: Entry) -> tuple[FoundName, ...]:
        """Return the things whose labels have sought words that the finding itself has not."""
        own = {word for text in entry.texts for word in split_words(text.text)}
        lacking = tuple(
            word
            for word in self._sought.words
            if word not in own
            and not (word == self._sought.words[-1] and any(each.startswith(word) for each in own))
        )
        if not lacking:
            return ()
        missed = Sought(lacking)
        found = [
            self._name(iri, self._index.names.get(iri, ()), missed)
            for iri in entry.about
            if any(_count(text, missed) for text in self._index.names.get(iri, ()))
        ]
        return tuple(found[:_MOST_LABELS])

    def _name(self, iri: str, texts: Sequence[Text], sought: Sought) -> FoundName:
        label = choose_text(texts, self._reader.language) or Text(shorten_iri(iri), "")
        best = max(texts, key=lambda each: _count(each, sought), default=label)
        other = best if _count(best, sought) > _count(label, sought) else None
        return FoundName(
            page_of(iri, self._reader),
            self._say(label, sought),
            self._say(other, sought) if other else None,
        )

    def _say(self, text: Text, sought: Sought) -> Said:
        foreign = bool(text.lang) and text.lang != self._reader.language
        return Said(mark_words(text.text, sought), text.lang, foreign)


def _count(text: Text, sought: Sought) -> int:
    """Count the sought words that a text has; whole words count for more than beginnings."""
    words = split_words(text.text)
    whole = sum(word in words for word in sought.words)
    return 2 * whole + any(sought.marks(word) for word in words)
