"""Find the things whose IRIs are most like one that is not known."""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import count, select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import choose_label, collect_labels
from mgi_graph.workers.tasks import Answer

_MOST: Final = 5
_CUTOFF: Final = 0.5
_MOST_COMPARED: Final = 20_000


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Say whether the thing ``iri`` is known, and name the ones most like it if it is not.

    The body is JSON: ``known``, and ``suggestions`` with ``iri`` and ``label`` each, in the
    reader's language. Things of the same folder (``id/place/`` for one) are compared by what
    stands after it; an unknown folder is compared with the known ones.
    """

    iri: str
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return whether it is known, and the suggestions."""
        thing = NamedNode(self.iri)
        known = count(store, f"{{ {thing} ?p ?o }} UNION {{ GRAPH {thing} {{ ?s ?p ?o }} }}") > 0
        found = [] if known else _most_like(store, self.iri)
        labels = collect_labels(find_labels(store, found))
        suggestions = [
            {"iri": each.value, "label": _label(labels.get(each, {}), each, self.reader)}
            for each in found
        ]
        body = json.dumps({"known": known, "suggestions": suggestions}, ensure_ascii=False)
        return Answer(body.encode(), "application/json", facts={"known": int(known)})


def _label(labels: Mapping[str, str], thing: NamedNode, reader: Reader) -> str:
    return choose_label(labels, reader.language)[0] or thing.value.removeprefix(ID)


def _most_like(store: DatasetStore, iri: str) -> list[NamedNode]:
    folder, slash, name = iri.removeprefix(ID).partition("/")
    prefix = f"{ID}{folder}/"
    known = _things_under(store, prefix) if slash else []
    if known:
        names = {each.removeprefix(prefix): each for each in known}
        near = difflib.get_close_matches(name, names, n=_MOST, cutoff=_CUTOFF)
        return [NamedNode(names[each]) for each in near]
    things = _things_under(store, ID)
    paths = {each.removeprefix(ID): each for each in things}
    near = difflib.get_close_matches(iri.removeprefix(ID), paths, n=_MOST, cutoff=_CUTOFF)
    return [NamedNode(paths[each]) for each in near]


def _things_under(store: DatasetStore, prefix: str) -> list[str]:
    rows = select(
        store,
        f"SELECT DISTINCT ?thing WHERE {{ {{ ?thing a ?kind }} UNION {{ GRAPH ?thing {{ }} }} "
        f"FILTER(isIRI(?thing) && STRSTARTS(STR(?thing), {Literal(prefix)})) }} "
        f"ORDER BY ?thing LIMIT {_MOST_COMPARED}",
    )
    return [thing.value for (thing,) in rows if isinstance(thing, NamedNode)]
