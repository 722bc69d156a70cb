"""Show the home page: what this is, a way to one's own place, the wheel, the map, questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.distributions import WHOLE, Download, dataset_jsonld
from mgi_graph.rdf.terms import DCTERMS, MGI, OWL, SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.home.map import MapPlace, draw_map
from mgi_graph.web.home.places import MOST_PLACES, HomePlace, group_by_country, read_home_places
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import collect_labels, show_term
from mgi_graph.web.pages.wheel import Segment, Wheel, draw_wheel
from mgi_graph.workers.tasks import Answer

QUESTIONS: Final = (
    "peer-learning",
    "shared-gaps",
    "migration-strategy",
    "anti-trafficking",
    "health-care-whatever-status",
    "city-networks",
)
"""The canned queries that the home page offers."""

_MOST_DOMAINS: Final = 24


@dataclass(frozen=True, slots=True)
class ShowHome:
    """Make the home page; ``files`` are the names of the downloads to tell harvesters of."""

    reader: Reader = field(default_factory=Reader)
    files: tuple[tuple[str, str], ...] = ()

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        places, is_cut = read_home_places(store, self.reader)
        about = _describe_for_search(store, self.reader, self.files, places)
        context = {
            "about": about,
            "places": places,
            "most_places": MOST_PLACES if is_cut else 0,
            "countries": group_by_country(places),
            "map": draw_map(_on_map(places)),
            "wheel": _domain_wheel(store, self.reader),
            "questions": _questions(self.reader),
        }
        return Answer(render("home/home.html", self.reader, context), "text/html")


def _on_map(places: Sequence[HomePlace]) -> list[MapPlace]:
    return [
        MapPlace(each.place.text, each.place.href or "", *each.point)
        for each in places
        if each.point is not None
    ]


def _questions(reader: Reader) -> list[tuple[str, str]]:
    """Return the question and the page of each query."""
    queries = canned_queries()
    return [
        (queries[name].question[reader.language], f"{reader.home}/ask/{name}") for name in QUESTIONS
    ]


def _domain_wheel(store: DatasetStore, reader: Reader) -> Wheel:
    rows = select(
        store,
        f"""SELECT DISTINCT ?domain ?number {{
          ?domain a {MGI.Domain} . OPTIONAL {{ ?domain {SKOS.notation} ?number }}
        }} ORDER BY ?domain ?number LIMIT {_MOST_DOMAINS}""",
    )
    numbers = {domain: _number(number) for domain, number in rows if isinstance(domain, NamedNode)}
    labels = collect_labels(find_labels(store, numbers))
    segments = [
        Segment(number, show_term(domain, reader, labels).text, href)
        for domain, number in numbers.items()
        # What cannot be linked has no segment: the wheel is a way to the domains.
        if (href := page_of(domain.value, reader))
    ]
    return draw_wheel(segments)


def _number(notation: object) -> int:
    """Return a domain's number, 0 for one of a dataset that numbers them otherwise."""
    text = notation.value if isinstance(notation, Literal) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _read_dataset(store: DatasetStore) -> dict[NamedNode, dict[str, str]]:
    """Return what the dataset says of itself, by property and language."""
    found: dict[NamedNode, dict[str, str]] = {}
    for property_, value in select(store, f"SELECT ?p ?o {{ {DATASET} ?p ?o }} ORDER BY ?p ?o"):
        if isinstance(property_, NamedNode) and isinstance(value, (Literal, NamedNode)):
            language = (value.language or "") if isinstance(value, Literal) else ""
            found.setdefault(property_, {}).setdefault(language, value.value)
    return found


def _describe_for_search(
    store: DatasetStore,
    reader: Reader,
    files: tuple[tuple[str, str], ...],
    places: Sequence[HomePlace],
) -> dict[str, object]:
    """Describe the dataset in schema.org's terms, as search engines read them from a page."""
    about = _read_dataset(store)

    def say(property_: NamedNode) -> str | None:
        texts = about.get(property_, {})
        return texts.get(reader.language) or texts.get("en") or texts.get("")

    downloads = [Download(f"downloads/{name}", {}, WHOLE, media_type) for name, media_type in files]
    version = about.get(OWL.versionInfo, {}).get("")
    names = [each.place.text for each in places]
    described = dataset_jsonld(
        reader.base, downloads, language=reader.language, version=version, places=names
    )
    # A dataset that is not ours has a title and a description of its own.
    own = {"name": say(DCTERMS.title), "description": say(DCTERMS.description)}
    return described | {name: text for name, text in own.items() if text is not None}
