"""Read from a dataset what can be found in it, and by which words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import DCTERMS, MGI, SCHEMA, SKOS
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries

QUALITY: Final = "quality"
"""The topic of the questions about the data itself, which are for its editors."""


class Kind(StrEnum):
    """Name what can be found, in the order in which it is shown."""

    PLACE = "place"
    DOMAIN = "domain"
    INDICATOR = "indicator"
    THING = "thing"
    QUESTION = "question"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a label or a statement with its language tag."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one thing that can be found.

    ``texts`` are its own words, labels with the best first. A finding has more:
    ``about`` are the IRIs of what it addresses, concerns and names, ``place`` and
    ``country`` those of its place and the country of that, and ``order`` where it stands among
    the findings of that place.
    """

    kind: Kind
    iri: str
    texts: tuple[Text, ...]
    about: tuple[str, ...] = ()
    place: str = ""
    country: str = ""
    order: tuple[str, int, int, int] = ("", 0, 0, 0)


Names = Mapping[str, tuple[Text, ...]]
"""The labels of each thing by its IRI, the best first."""

_CLASSES: Final = {
    MGI.Place: Kind.PLACE,
    MGI.Domain: Kind.DOMAIN,
    MGI.Indicator: Kind.INDICATOR,
    MGI.Institution: Kind.THING,
    MGI.PolicyInstrument: Kind.THING,
    MGI.Programme: Kind.THING,
    MGI.Network: Kind.THING,
    MGI.Event: Kind.THING,
    MGI.PopulationGroup: None,
}
"""What has a name that is searched; groups are found only as what findings are about."""

_LABELS: Final = (SKOS.prefLabel, SCHEMA.name, SKOS.altLabel)
ABOUT: Final = " | ".join(map(str, (MGI.addresses, MGI.mentions, MGI.concernsGroup)))
"""The path from a finding to what it is about."""

_MOST_NAMES: Final = 100_000


def read_names(store: DatasetStore) -> tuple[Names, list[Entry]]:
    """Return the labels of everything that has some, and an entry for each thing but findings."""
    classes = " ".join(map(str, _CLASSES))
    properties = " ".join(map(str, _LABELS))
    rows = select(
        store,
        f"""SELECT DISTINCT ?class ?thing ?property ?label WHERE {{
          VALUES ?class {{ {classes} }} VALUES ?property {{ {properties} }}
          ?thing a ?class ; ?property ?label .
        }} LIMIT {_MOST_NAMES}""",
    )
    ranked: dict[str, dict[Text, int]] = defaultdict(dict)
    kinds: dict[str, Kind] = {}
    for class_, thing, property_, label in rows:
        if not isinstance(thing, NamedNode) or not isinstance(label, Literal):
            continue
        text = Text(label.value, label.language or "")
        rank = next(place for place, each in enumerate(_LABELS) if each == property_)
        ranked[thing.value][text] = min(rank, ranked[thing.value].get(text, rank))
        kind = next(kind for each, kind in _CLASSES.items() if each == class_)
        if kind is not None:
            kinds[thing.value] = kind
    names = {iri: _in_order(texts) for iri, texts in ranked.items()}
    things = [Entry(kind, iri, names[iri]) for iri, kind in kinds.items()]
    return names, [*things, *_questions()]


def _in_order(texts: Mapping[Text, int]) -> tuple[Text, ...]:
    return tuple(sorted(texts, key=lambda each: (texts[each], each.lang, each.text)))


def _questions() -> Iterator[Entry]:
    for query in canned_queries().values():
        if query.topic != QUALITY:
            texts = tuple(Text(text, lang) for lang, text in query.question.items())
            yield Entry(Kind.QUESTION, f"{ID}query/{query.name}", texts)


def count_findings(store: DatasetStore, most: int) -> int:
    """Count the findings, at most one more than ``most``."""
    return len(select(store, f"SELECT ?f WHERE {{ ?f a {MGI.Finding} }} LIMIT {most + 1}"))


def read_findings(store: DatasetStore) -> list[Entry]:
    """Return an entry for each finding."""
    about = _read_about(store)
    rows = select(
        store,
        f"""SELECT DISTINCT ?finding ?statement ?place ?country ?issued ?number ?position ?gap
        WHERE {{
          ?finding {MGI.statement} ?statement ; {MGI.inDomain} ?domain ;
            {MGI.position} ?position ; {MGI.reportedIn} ?profile .
          ?domain {SKOS.notation} ?number .
          ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
          OPTIONAL {{ ?place {MGI.inCountry} ?country }}
          BIND(EXISTS {{ ?finding a {MGI.AreaForDevelopment} }} AS ?gap)
        }}""",
    )
    statements: dict[str, set[Text]] = defaultdict(set)
    placed: dict[str, tuple[str, str, tuple[str, int, int, int]]] = {}
    for finding, statement, place, country, issued, number, position, gap in rows:
        iri = _value(finding)
        lang = (statement.language or "") if isinstance(statement, Literal) else ""
        statements[iri].add(Text(_value(statement), lang))
        gaps_last = int(_value(gap) == "true")
        order = (_value(issued), _number(number), gaps_last, _number(position))
        placed[iri] = (_value(place), _value(country), order)
    return [
        Entry(
            Kind.FINDING,
            iri,
            tuple(sorted(texts, key=lambda each: (each.lang, each.text))),
            tuple(about.get(iri, ())),
            *placed[iri],
        )
        for iri, texts in statements.items()
    ]


def _read_about(store: DatasetStore) -> dict[str, list[str]]:
    rows = select(
        store,
        f"SELECT DISTINCT ?finding ?thing WHERE {{ ?finding {ABOUT} ?thing }} "
        "ORDER BY ?finding ?thing",
    )
    found: dict[str, list[str]] = defaultdict(list)
    for finding, thing in rows:
        found[_value(finding)].append(_value(thing))
    return found


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _number(term: Term | None) -> int:
    text = _value(term)
    return int(text) if text.isascii() and text.isdigit() else 0
