"""Read the profile that a finding or a source belongs to."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.terms import DCTERMS, MGI, PROV
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.months import name_month
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import space
from mgi_graph.web.pages.views import Shown, collect_labels
from mgi_graph.web.subjects.quotations import text_of


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """Hold what stands over a finding: its profile's title, place, month and publisher.

    ``rights`` are the dataset's words on whose the texts are.
    """

    profile: Shown
    place: Shown
    issued: str
    month: str
    publisher: str
    rights: str


def read_profile_of_source(
    store: DatasetStore, source: NamedNode, reader: Reader
) -> ProfileFacts | None:
    """Return the profile that was made from a source."""
    return _read(store, f"?profile {PROV.wasDerivedFrom} {source}", reader)


def read_profile_of_finding(
    store: DatasetStore, finding: NamedNode, reader: Reader
) -> ProfileFacts | None:
    """Return the profile that reports a finding."""
    return _read(store, f"{finding} {MGI.reportedIn} ?profile", reader)


def _read(store: DatasetStore, pattern: str, reader: Reader) -> ProfileFacts | None:
    rows = select(
        store,
        f"""SELECT ?profile ?place ?issued ?publisher WHERE {{
          {pattern} . ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
          OPTIONAL {{ ?profile {DCTERMS.publisher} ?publisher }}
        }} ORDER BY ?profile ?place ?publisher LIMIT 1""",
    )
    for profile, place, issued, publisher in rows:
        named = [each for each in (profile, place, publisher) if isinstance(each, NamedNode)]
        labels = collect_labels(find_labels(store, named))
        return ProfileFacts(
            profile=show_page(profile, reader, labels),
            place=show_page(place, reader, labels),
            issued=text_of(issued),
            month=name_month(text_of(issued), reader.language),
            publisher=show_page(publisher, reader, labels).text,
            rights=read_rights(store, reader),
        )
    return None


def read_rights(store: DatasetStore, reader: Reader) -> str:
    """Return the dataset's words on whose its texts are, in the reader's language."""
    rows = select(store, f"SELECT ?rights WHERE {{ {DATASET} {DCTERMS.rights} ?rights }}")
    found = {getattr(term, "language", None): text_of(term) for (term,) in rows}
    tag = reader.language if reader.language in found else "en"
    return space(found.get(tag, ""), tag)
