"""Say with which prefixes, classes and properties the editor completes what is typed."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.terms import VOID
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import choose_label, shorten_iri
from mgi_graph.web.terms.reading import CLASS, label_everything, list_terms

_CLASS: Final = "class"
_PROPERTY: Final = "property"


def list_completions(store: DatasetStore, reader: Reader) -> list[Mapping[str, str]]:
    """Return our own terms, and those of others that the dataset says it uses, by short name."""
    kinds = {
        term: _CLASS if kind == CLASS else _PROPERTY
        for kind, terms in list_terms().items()
        for term in terms
    }
    for term, kind in _used_terms(store):
        kinds.setdefault(term, kind)
    found = []
    for term, kind in kinds.items():
        name = shorten_iri(term.value)
        if name.partition(":")[0] in PREFIXES:
            label = choose_label(label_everything().get(term, {}), reader.language)[0]
            found.append({"name": name, "kind": kind, **({"label": label} if label else {})})
    return sorted(found, key=lambda each: (not each["name"].startswith("mgi:"), each["name"]))


def _used_terms(store: DatasetStore) -> list[tuple[NamedNode, str]]:
    """Return the classes and the properties of the dataset, as its VoID description has them."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?class ?property WHERE {{
          {{ ?part {VOID["class"]} ?class }} UNION {{ ?part {VOID.property} ?property }}
        }}""",
    )
    return [
        (term, kind)
        for row in rows
        for term, kind in zip(row, (_CLASS, _PROPERTY), strict=True)
        if isinstance(term, NamedNode)
    ]
