"""Say how to cite a thing of the dataset, in the reader's language."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.terms import DCTERMS, OWL
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.texts import find_words
from mgi_graph.web.pages.views import Labels, choose_label


@dataclass(frozen=True, slots=True)
class Citation:
    """Say how to cite a thing: what it is called, and what stands behind that.

    ``lang`` is the language of ``label``, empty where it has none.
    """

    label: str
    lang: str
    rest: str

    @property
    def text(self) -> str:
        """Return the whole citation."""
        return f"{self.label}{self.rest}"


def cite_thing(store: DatasetStore, thing: NamedNode, labels: Labels, language: str) -> Citation:
    """Cite a thing by its label, its dataset and its IRI."""
    label, tag = choose_label(labels.get(thing, {}), language)
    rest = f"{cite_dataset(store, language)}. {thing.value}"
    return Citation(label or thing.value.removeprefix(ID), tag, rest)


def cite_dataset(store: DatasetStore, language: str) -> str:
    """Return title and version of the dataset that a thing is cited from, empty without a title."""
    rows = select(
        store,
        f"SELECT ?title ?version WHERE {{ {DATASET} {DCTERMS.title} ?title . "
        f"OPTIONAL {{ {DATASET} {OWL.versionInfo} ?version }} }} ORDER BY ?title ?version",
    )
    titles = {each.language or "": each.value for each, _ in rows if isinstance(each, Literal)}
    if not titles:
        return ""
    words = find_words(language)
    cited = words.cite_in.format(title=choose_label(titles, language)[0])
    versions = [each.value for _, each in rows if isinstance(each, Literal)]
    return cited + (words.cite_version.format(version=versions[0]) if versions else "")
