"""Write down in the engine itself what a push has put there, and read it back.

The record is a named graph of its own. For each graph it has its digest and how many triples
it has; where the engine keeps literals in another form than they were sent, how they were. The
digest of the whole dataset is there only while no push is under way.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import BASE, ID
from mgi_graph.rdf.terms import RDF, XSD, Vocabulary

TRANSFER: Final = Vocabulary(BASE + "transfer#")
"""The terms of the record; they describe no migration governance and are in no ontology."""

RECORD_GRAPH: Final = ID + "graph/transfer"
"""The graph that holds the record."""

FILES_GRAPH: Final = RECORD_GRAPH + "/files"
"""The graph that holds the files that do not follow from the dataset's graphs."""

INCOMING_GRAPH: Final = RECORD_GRAPH + "/incoming"
"""Where a graph is gathered that an engine cannot take in one step."""

TRIAL_GRAPH: Final = RECORD_GRAPH + "/trial"
"""Where it is tried what an engine can do."""

VERSION_QUERY: Final = (
    f"SELECT ?digest WHERE {{ GRAPH <{RECORD_GRAPH}> "
    f"{{ <{RECORD_GRAPH}> <{TRANSFER.dataset.value}> ?digest }} }}"
)
"""Ask for the digest of the dataset; no solution where a push is under way or was cut off."""

_RECORD: Final = NamedNode(RECORD_GRAPH)


@dataclass(frozen=True, slots=True)
class Alterations:
    """Tell what an engine alters in a graph.

    ``datatypes`` are rules, three IRIs each: for this property and the datatype that the engine
    gives, the datatype that the literal had. ``originals`` are pairs of lines: a triple as the
    dataset has it, and as the engine gives it back.
    """

    datatypes: tuple[str, ...] = ()
    originals: tuple[tuple[str, str], ...] = ()

    @property
    def lost(self) -> int:
        """Return how many triples fewer the engine has, because it takes some for the same.

        >>> Alterations(originals=(("a 1.0", "a 1"), ("a 1.00", "a 1"))).lost
        1
        """
        return len(self.originals) - len({kept for _, kept in self.originals})


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """Tell what a push put under a name; without a ``digest``, that it is about to.

    ``examined`` is false where nobody has looked yet for what the engine alters, which is so
    after a bulk loader.
    """

    name: str
    digest: str = ""
    triples: int = 0
    alterations: Alterations = Alterations()
    examined: bool = True

    @property
    def kept(self) -> int:
        """Return how many triples the engine has of it."""
        return self.triples - self.alterations.lost

    def describe(self) -> Iterator[Triple]:
        """Yield the record as triples."""
        key = hashlib.sha256(self.name.encode()).hexdigest()[:20]
        subject = NamedNode(f"{RECORD_GRAPH}#{key}")
        # A literal, so that no page of the graph lists this as something that points to it.
        yield Triple(subject, TRANSFER.graph, Literal(self.name))
        if not self.digest:
            return
        yield Triple(subject, TRANSFER.digest, Literal(self.digest))
        yield Triple(subject, TRANSFER.triples, Literal(str(self.triples), datatype=XSD.integer))
        if not self.examined:
            yield Triple(subject, TRANSFER.unexamined, Literal("true"))
        for rule in self.alterations.datatypes:
            yield Triple(subject, TRANSFER.datatype, Literal(rule))
        for original, kept in self.alterations.originals:
            yield Triple(subject, TRANSFER.original, Literal(original + kept))


@dataclass(frozen=True, slots=True)
class Record:
    """Hold the records of all graphs by their names.

    ``dataset`` is the digest of all together; ``None`` where a push did not end. ``exists`` is
    false for an engine to which nothing was ever pushed.
    """

    graphs: Mapping[str, GraphRecord]
    dataset: str | None
    exists: bool

    def describe(self) -> Iterator[Triple]:
        """Yield it as triples."""
        yield Triple(_RECORD, RDF.type, TRANSFER.Record)
        if self.dataset is not None:
            yield Triple(_RECORD, TRANSFER.dataset, Literal(self.dataset))
        for each in self.graphs.values():
            yield from each.describe()


def digest_dataset(records: Iterable[GraphRecord]) -> str:
    """Return the digest of a dataset from those of its graphs.

    >>> digest_dataset([])[:8]
    'e3b0c442'
    """
    lines = sorted(f"{each.digest} {each.name}\n" for each in records)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_record(triples: Iterable[Triple]) -> Record:
    """Return what the triples of the record say; half a record of a graph does not count."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            value = triple.object.value if isinstance(triple.object, Literal) else ""
            found[triple.subject.value][triple.predicate.value].append(value)
    whole = found.pop(RECORD_GRAPH, {})
    graphs = {each.name: each for each in map(_read_graph, found.values()) if each is not None}
    (dataset,) = whole.get(TRANSFER.dataset.value, [None])[:1]
    return Record(graphs, dataset, bool(whole or graphs))


def _read_graph(said: Mapping[str, list[str]]) -> GraphRecord | None:
    names, digests, numbers, rules, originals = (
        sorted(said.get(each.value, []))
        for each in (
            TRANSFER.graph,
            TRANSFER.digest,
            TRANSFER.triples,
            TRANSFER.datatype,
            TRANSFER.original,
        )
    )
    if len(names) != 1:
        return None
    if len(digests) != 1 or len(numbers) != 1 or not numbers[0].isdecimal():
        return GraphRecord(names[0])
    return GraphRecord(
        names[0],
        digests[0],
        int(numbers[0]),
        Alterations(tuple(rules), tuple(map(_read_pair, originals))),
        examined=TRANSFER.unexamined.value not in said,
    )


def _read_pair(text: str) -> tuple[str, str]:
    """Return a triple as it was and as the engine gives it; each is a line."""
    original, _, kept = text.partition("\n")
    return original + "\n", kept
