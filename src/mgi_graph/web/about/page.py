"""Say what the indicators and these pages are, and what they are not."""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.catalogue import DATASET, TITLES
from mgi_graph.rdf.terms import DCTERMS, MGI, OWL
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, collect_labels, sort_key
from mgi_graph.workers.tasks import Answer

SECTIONS: Final = ("mgi", "not", "findings", "silence", "derived", "suggested", "limits", "licence")
"""The sections of the page in their order, by the names of their words."""

_MOST_PROFILES: Final = 1000


@dataclass(frozen=True, slots=True)
class ShowAbout:
    """Make the page about the indicators, these pages and their sources."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        context = {
            "sections": SECTIONS,
            "sources": _read_sources(store, self.reader),
            "title": TITLES[self.reader.language],
            "version": _read_version(store),
            "dataset": DATASET.value,
        }
        return Answer(render("about/about.html", self.reader, context), "text/html")


def _read_version(store: DatasetStore) -> str:
    """Return the dataset's version, empty where it says none."""
    rows = select(
        store, f"SELECT ?version {{ {DATASET} {OWL.versionInfo} ?version }} ORDER BY ?version"
    )
    return next((version.value for (version,) in rows if isinstance(version, Literal)), "")


def _read_sources(store: DatasetStore, reader: Reader) -> list[tuple[Shown, Shown, str]]:
    """Return place, profile and month of each profile, in alphabetical order of the places."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?place ?profile ?issued WHERE {{
          ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
        }} ORDER BY ?profile LIMIT {_MOST_PROFILES}""",
    )
    named = {term for row in rows for term in row if isinstance(term, NamedNode)}
    labels = collect_labels(find_labels(store, named))
    sources = [
        (
            show_page(place, reader, labels),
            show_page(profile, reader, labels),
            issued.value if isinstance(issued, Literal) else "",
        )
        for place, profile, issued in rows
    ]
    return sorted(sources, key=lambda each: (sort_key(each[0]), each[2]))
