"""Find the things whose IRIs or labels are most like what is not known."""

import difflib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from mgi_graph.model.names import slugify
from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import count, list_values, select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import WELL_DEVELOPED, Card, read_cards
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import LABEL_PROPERTIES, choose_label, collect_labels
from mgi_graph.workers.tasks import Answer

_MOST: Final = 5
_CUTOFF: Final = 0.7
_MOST_COMPARED: Final = 20_000
_MOST_NAMED: Final = 4_000
"""Up to how many things are compared by their labels too: each has several words."""

_SPELLINGS: Final = 20
"""How many spellings of a thing can be nearer than the first of another."""

_FINDINGS: Final = f"{ID}finding/"
_PLACES: Final = f"{ID}place/"
_NAMING: Final = "|".join(map(str, (*LABEL_PROPERTIES, SKOS.altLabel)))


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Say whether the thing ``iri`` is known, and name the ones most like it if it is not.

    The body is JSON: ``known``, and ``suggestions`` with ``iri`` and ``label`` each, in the
    reader's language. Things of the same folder (``id/place/`` for one) are compared by what
    stands after it and by their labels of any language, without regard to case and accents;
    an unknown folder is compared with the known ones.
    """

    iri: str
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return whether it is known, and the suggestions."""
        thing = NamedNode(self.iri)
        known = count(store, f"{{ {thing} ?p ?o }} UNION {{ GRAPH {thing} {{ ?s ?p ?o }} }}") > 0
        found = [] if known else _most_like(store, self.iri)
        names = name_things(store, found, self.reader)
        suggestions = [
            {"iri": each.value, "label": names.get(each, each.value.removeprefix(ID))}
            for each in found
        ]
        body = json.dumps({"known": known, "suggestions": suggestions}, ensure_ascii=False)
        return Answer(body.encode(), "application/json", facts={"known": int(known)})


def name_things(
    store: DatasetStore, things: Sequence[NamedNode], reader: Reader
) -> dict[NamedNode, str]:
    """Return what the things are called that have a name.

    A finding is called by its place and year, its domain, its kind and its number.
    """
    labels = collect_labels(find_labels(store, things))
    names = {each: choose_label(texts, reader.language)[0] for each, texts in labels.items()}
    findings = [each for each in things if each.value.startswith(_FINDINGS)]
    if findings:
        pattern = f"VALUES ?finding {{ {' '.join(map(str, findings))} }}"
        for card in read_cards(store, pattern, reader):
            names[NamedNode(card.iri)] = _name_finding(card, reader)
    return names


def _name_finding(card: Card, reader: Reader) -> str:
    words = find_words(reader.language)
    well_developed = card.status == WELL_DEVELOPED
    kind = words.well_developed_area if well_developed else words.area_for_development
    place = f"{card.place.text} {card.issued[:4]}"
    return f"{place} · {card.domain.text} · {kind} {card.position}"


def _most_like(store: DatasetStore, iri: str) -> list[NamedNode]:
    path = unquote(iri.removeprefix(ID))
    folder, slash, name = path.partition("/")
    known = _things_under(store, f"{ID}{folder}/") if slash else []
    if known:
        # Parts of things stand deeper than they do, and have no pages of their own.
        alike = [each for each in known if each.count("/") == iri.count("/")]
        spellings = _spell(alike or known, f"{ID}{folder}/")
        if "/" not in name:
            _add_names(store, alike, spellings)
    else:
        name, spellings = path, _spell(_things_under(store, ID), ID)
    return [NamedNode(each) for each in _compare(_fold(name), spellings)]


def _compare(sought: str, spellings: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the things one of whose spellings has the words that are sought, or is near."""
    having = [each for each in spellings if sought and f"-{sought}-" in f"-{each}-"]
    near = difflib.get_close_matches(sought, spellings, n=_MOST * _SPELLINGS, cutoff=_CUTOFF)
    ordered = [*sorted(having, key=lambda each: (len(each), each)), *near]
    things = (thing for each in ordered for thing in sorted(spellings[each]))
    return list(dict.fromkeys(things))[:_MOST]


def _fold(path: str) -> str:
    return "/".join(map(slugify, path.split("/")))


def _spell(things: Sequence[str], prefix: str) -> dict[str, list[str]]:
    """Return the things by what stands after ``prefix``."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        spellings[_fold(unquote(thing.removeprefix(prefix)))].append(thing)
    return spellings


def _add_names(store: DatasetStore, things: Sequence[str], spellings: dict[str, list[str]]) -> None:
    """Add the names of places without their country, and of not too many things the labels."""
    for thing in things:
        if thing.startswith(_PLACES):
            spellings[slugify(thing.removeprefix(_PLACES).partition("-")[2])].append(thing)
    if len(things) > _MOST_NAMED:
        return
    for values in list_values(NamedNode(thing) for thing in things):
        rows = select(
            store,
            f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {values} }} "
            f"?thing {_NAMING} ?label }}",
        )
        for named, label in rows:
            if isinstance(named, NamedNode) and isinstance(label, Literal):
                name = slugify(label.value)
                for each in {name, *name.split("-")}:
                    spellings[each].append(named.value)


def _things_under(store: DatasetStore, prefix: str) -> list[str]:
    rows = select(
        store,
        f"SELECT DISTINCT ?thing WHERE {{ {{ ?thing a ?kind }} UNION {{ GRAPH ?thing {{ }} }} "
        f"FILTER(isIRI(?thing) && STRSTARTS(STR(?thing), {Literal(prefix)})) }} "
        f"ORDER BY ?thing LIMIT {_MOST_COMPARED}",
    )
    return [thing.value for (thing,) in rows if isinstance(thing, NamedNode)]
