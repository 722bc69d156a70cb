"""Make a table for readers of the solutions of a canned query.

What a program reads in columns of its own, a reader sees in one cell: a label leads where
its IRI does, a sentence to its finding, and is marked with its language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI, SKOS
from mgi_graph.results import Solutions, Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words, load_texts
from mgi_graph.web.pages.views import Labels, Shown, collect_labels

_LABEL: Final = "Label"
_SENTENCES: Final = {
    "finding": ("statement", "original"),
    "gap": ("gapStatement", "statement"),
    "practice": ("practiceStatement",),
    "peerGap": ("peerStatement",),
}
"""The columns that hold the words of the finding in a column."""

_LANGUAGES: Final = {
    "language": "statement",
    "originalLanguage": "original",
    "gapLanguage": "gapStatement",
    "practiceLanguage": "practiceStatement",
    "peerLanguage": "peerStatement",
    "wordsLanguage": "words",
}
"""The columns that hold the language of the words in another."""

_NAMED: Final = {
    "placeLabel": MGI.Place,
    "peerLabel": MGI.Place,
    "countryLabel": MGI.Place,
    "domainLabel": MGI.Domain,
    "indicatorLabel": MGI.Indicator,
}
"""The columns whose labels name things with a page, where the IRI stands in no other column."""

_STATUSES: Final = ("well-developed", "for-development")


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a column: the variable of the query, and its words for the reader."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell; ``status`` is the kind of finding where the cell is what tells it."""

    shown: Shown
    status: str = ""
    is_sentence: bool = False


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Hold what a reader sees of the solutions."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def name_column(name: str, language: str) -> str:
    """Return the words for a column; the name itself where nobody has written any.

    >>> name_column("placeLabel", "fr")
    'Lieu'
    """
    words = load_texts().get(f"ask_column_{name}")
    return words[language] if words else name


def show_answer(store: DatasetStore, solutions: Solutions, reader: Reader) -> AnswerTable:
    """Return the table of ``solutions`` for ``reader``."""
    plan = _Plan(solutions.variables)
    iris = {term for row in solutions.rows for term in row if isinstance(term, NamedNode)}
    labels = collect_labels(find_labels(store, iris)) if plan.shows_iris else {}
    named = _read_named(store, {_NAMED[name] for name in plan.bare}, reader)
    showing = _Showing(plan, reader, labels, named)
    rows = tuple(
        showing.show_row(dict(zip(solutions.variables, row, strict=True))) for row in solutions.rows
    )
    columns = tuple(Column(name, name_column(name, reader.language)) for name in plan.shown)
    return AnswerTable(columns, rows)


class _Plan:
    """Say which columns are shown, and which of the others tell where a shown one leads."""

    def __init__(self, names: Sequence[str]) -> None:
        self.targets: dict[str, str] = {}
        for name in names:
            if f"{name}{_LABEL}" in names:
                self.targets[f"{name}{_LABEL}"] = name
            for sentence in _SENTENCES.get(name, ()):
                if sentence in names:
                    self.targets.setdefault(sentence, name)
        self.sentences = {name for name in names if _is_sentence(name)}
        hidden = set(self.targets.values())
        hidden |= {name for name in names if _LANGUAGES.get(name) in names}
        if self.sentences:
            hidden.add("suggested")
        self.shown = [name for name in names if name not in hidden]
        self.bare = {name for name in self.shown if name in _NAMED and name not in self.targets}
        self.shows_iris = any(not name.endswith(_LABEL) for name in self.shown)


def _is_sentence(name: str) -> bool:
    return name in {"original", "words"} or name.lower().endswith("statement")


def _read_named(
    store: DatasetStore, classes: Iterable[NamedNode], reader: Reader
) -> Mapping[str, NamedNode]:
    """Return what the labels in the reader's language name, but for labels of several things."""
    values = " ".join(map(str, classes))
    if not values:
        return {}
    rows = select(
        store,
        f"SELECT DISTINCT ?label ?thing WHERE {{ VALUES ?class {{ {values} }} ?thing a ?class ; "
        f"{SKOS.prefLabel} ?label FILTER(LANG(?label) = {Literal(reader.language)}) }}",
    )
    found: dict[str, set[NamedNode]] = defaultdict(set)
    for label, thing in rows:
        if isinstance(label, Literal) and isinstance(thing, NamedNode):
            found[label.value].add(thing)
    return {label: next(iter(things)) for label, things in found.items() if len(things) == 1}


@dataclass(frozen=True, slots=True)
class _Showing:
    """Show solutions by a plan."""

    plan: _Plan
    reader: Reader
    labels: Labels
    named: Mapping[str, NamedNode]

    def show_row(self, row: Mapping[str, Term | None]) -> tuple[Cell, ...]:
        is_suggested = _is_true(row.get("suggested"))
        mark = find_words(self.reader.language).suggested if is_suggested else ""
        cells = []
        for name in self.plan.shown:
            cell = self._show_cell(name, row)
            if cell.is_sentence and mark:
                cell, mark = replace(cell, shown=replace(cell.shown, mark=mark)), ""
            cells.append(cell)
        return tuple(cells)

    def _show_cell(self, name: str, row: Mapping[str, Term | None]) -> Cell:
        term = row[name]
        shown = _show_term(term, name, self.reader, self.labels)
        target = row.get(self.plan.targets.get(name, ""))
        if name in self.plan.bare:
            target = self.named.get(shown.text)
        if isinstance(target, NamedNode):
            shown = replace(shown, href=show_page(target, self.reader, {}).href)
        status = _find_status(row.values()) if name == "statusLabel" else ""
        return Cell(shown, status, is_sentence=name in self.plan.sentences)


def _show_term(term: Term | None, name: str, reader: Reader, labels: Labels) -> Shown:
    shown = show_page(term, reader, labels)
    if isinstance(term, Literal):
        shown = replace(shown, datatype="", text=_say(shown.text, name, reader))
    elif shown.iri.startswith(f"{ID}finding/"):
        shown = replace(shown, text=shown.text.removeprefix("finding/"))
    return shown


def _say(text: str, name: str, reader: Reader) -> str:
    """Return words for truth values and for the languages of profiles.

    >>> _say("true", "suggested", Reader("fr"))
    'Oui'
    """
    words = find_words(reader.language)
    if text in {"true", "false"}:
        return words.answer_yes if text == "true" else words.answer_no
    language = load_texts().get(f"ask_value_language_{text}") if name == "language" else None
    return language[reader.language] if language else text


def _is_true(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.value == "true"


def _find_status(terms: Iterable[Term | None]) -> str:
    """Return the kind of the first finding among the terms, which its IRI tells."""
    for term in terms:
        if isinstance(term, NamedNode) and term.value.startswith(f"{ID}finding/"):
            for status in _STATUSES:
                if f"/{status}/" in term.value:
                    return status
    return ""
