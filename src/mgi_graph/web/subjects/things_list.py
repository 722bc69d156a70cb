"""List what findings name: institutions, plans, programmes, networks and events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.iris import mint_iri, mint_review
from mgi_graph.rdf.terms import DCTERMS, MGI
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import Labels, Shown, collect_labels, sort_key
from mgi_graph.web.subjects.concepts import find_objects, show_all
from mgi_graph.workers.tasks import Answer

CLASSES: Final[Mapping[str, NamedNode]] = MappingProxyType(
    {
        "institution": MGI.Institution,
        "policy-instrument": MGI.PolicyInstrument,
        "programme": MGI.Programme,
        "network": MGI.Network,
        "event": MGI.Event,
    }
)
"""The classes of what findings name, by their words in addresses."""

NO_PLACE: Final = "none"
"""What stands in an address for things that belong to no place."""

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Hold a thing, what kind it is, and the places whose findings name it."""

    thing: Shown
    kinds: tuple[Shown, ...]
    named_by: tuple[Shown, ...]
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold a link that filters the list."""

    text: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ListThings:
    """List things by class and place; ``class_`` and ``place``, words of addresses, filter.

    The answer's facts have ``known``, 0 for a place of which the dataset says nothing.
    """

    reader: Reader = field(default_factory=Reader)
    class_: str = ""
    place: str = ""

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        rows = self._find(store)
        places = find_objects(store, f"?thing {MGI.belongsTo} ?found")
        chosen = None if self.place in ("", NO_PLACE) else mint_iri("place", self.place)
        if chosen is not None and chosen not in places:
            return Answer(b"", "text/html", facts={"known": 0})
        things = {thing for _, thing, _, _ in rows}
        named = {term for row in rows for term in row if isinstance(term, NamedNode)}
        speaking = _find_speaking(store)
        named |= {place for found in speaking.values() for place in found}
        labels = collect_labels(find_labels(store, named))
        suggested = frozenset(
            find_objects(store, f"?found {MGI.hasReviewStatus} {mint_review('suggested')}")
        )
        entries = {
            thing: _enter(thing, rows, speaking, suggested, labels, self.reader)
            for thing in things
            if isinstance(thing, NamedNode)
        }
        groups = find_objects(store, f"?found a {MGI.PopulationGroup}")
        context = {
            "sections": self._part(rows, entries, labels),
            "left_out": max(0, len(entries) - _MOST),
            "classes": self._list_classes(),
            "all_classes": self._address("", self.place),
            "all_places": self._address(self.class_, ""),
            "places": self._list_places(show_all(store, places, self.reader)),
            "groups": show_all(store, groups, self.reader),
        }
        page = render("subjects/things.html", self.reader, context)
        return Answer(page, "text/html", facts={"known": 1})

    def _find(self, store: DatasetStore) -> list[tuple[Term | None, ...]]:
        """Return class, thing, kind and place of all that the filters let through."""
        classes = [CLASSES[self.class_]] if self.class_ else CLASSES.values()
        rows = select(
            store,
            f"""SELECT DISTINCT ?class ?thing ?kind ?place WHERE {{
              VALUES ?class {{ {" ".join(map(str, classes))} }}
              ?thing a ?class .
              OPTIONAL {{ ?thing {DCTERMS.type} ?kind }}
              OPTIONAL {{ ?thing {MGI.belongsTo} ?place }}
            }}""",
        )
        if not self.place:
            return [*rows]
        wanted = None if self.place == NO_PLACE else mint_iri("place", self.place)
        return [row for row in rows if row[3] == wanted]

    def _part(
        self,
        rows: Iterable[tuple[Term | None, ...]],
        entries: Mapping[NamedNode, NamedThing],
        labels: Labels,
    ) -> list[tuple[str, str, list[tuple[Shown | None, list[NamedThing]]]]]:
        """Part what is shown by class, then by place; what belongs to none stands last."""
        parted: dict[NamedNode, dict[Term | None, set[NamedNode]]] = {}
        first = sorted(entries, key=lambda each: sort_key(entries[each].thing))[:_MOST]
        kept = {*first}
        for class_, thing, _, place in rows:
            if isinstance(class_, NamedNode) and isinstance(thing, NamedNode) and thing in kept:
                parted.setdefault(class_, defaultdict(set))[place].add(thing)
        sections = []
        for word, class_ in CLASSES.items():
            if class_ not in parted:
                continue
            groups = [
                (
                    show_page(place, self.reader, labels) if place is not None else None,
                    [entries[each] for each in first if each in members],
                )
                for place, members in parted[class_].items()
            ]
            groups.sort(key=lambda pair: (pair[0] is None, sort_key(pair[0] or Shown(""))))
            sections.append((word, _entitle(word, self.reader), groups))
        return sections

    def _list_classes(self) -> list[Choice]:
        return [
            Choice(
                _entitle(word, self.reader), self._address(word, self.place), word == self.class_
            )
            for word in CLASSES
        ]

    def _list_places(self, places: Iterable[Shown]) -> list[Choice]:
        slugs = [(each.text, each.iri.removeprefix(f"{ID}place/")) for each in places]
        return [
            Choice(text, self._address(self.class_, slug), slug == self.place)
            for text, slug in (*slugs, ("", NO_PLACE))
        ]

    def _address(self, class_: str, place: str) -> str:
        chosen = {"class": class_, "place": place}
        search = urlencode({name: value for name, value in chosen.items() if value})
        return f"{self.reader.home}/things" + (f"?{search}" if search else "")


def _entitle(word: str, reader: Reader) -> str:
    """Return the title over the things of a class.

    >>> _entitle("policy-instrument", Reader("fr"))
    'Politiques, plans et lois'
    """
    title: str = getattr(find_words(reader.language), f"subject_class_{word.replace('-', '_')}")
    return title


def _enter(
    thing: NamedNode,
    rows: Iterable[tuple[Term | None, ...]],
    speaking: Mapping[NamedNode, set[NamedNode]],
    suggested: frozenset[NamedNode],
    labels: Labels,
    reader: Reader,
) -> NamedThing:
    kinds = {kind for _, each, kind, _ in rows if each == thing and kind is not None}
    return NamedThing(
        thing=show_page(thing, reader, labels),
        kinds=_sort(show_page(each, reader, labels) for each in kinds),
        named_by=_sort(show_page(each, reader, labels) for each in speaking.get(thing, ())),
        is_suggested=thing in suggested,
    )


def _sort(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(shown, key=sort_key))


def _find_speaking(store: DatasetStore) -> Mapping[NamedNode, set[NamedNode]]:
    """Return the places whose findings name each thing."""
    found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    rows = select(
        store,
        f"SELECT DISTINCT ?thing ?place WHERE {{ ?finding {MGI.mentions} ?thing ; "
        f"{MGI.reportedIn} ?profile . ?profile {MGI.assesses} ?place }}",
    )
    for thing, place in rows:
        if isinstance(thing, NamedNode) and isinstance(place, NamedNode):
            found[thing].add(place)
    return found
