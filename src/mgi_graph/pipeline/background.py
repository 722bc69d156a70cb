"""Hold what every dataset has, whatever its profiles, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mgi_graph.pipeline.curation.fitting import Vocabulary
from mgi_graph.pipeline.graphs import (
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    QUERIES_GRAPH,
    STATISTICS_GRAPH,
    VOCABULARIES_GRAPH,
    put_in_graph,
)
from mgi_graph.queries import describe_queries, load_queries
from mgi_graph.rdf.blocks import Layer
from mgi_graph.rdf.catalogue import Extent, describe_dataset
from mgi_graph.rdf.cube import describe_cubes
from mgi_graph.rdf.iris import mint_kind
from mgi_graph.rdf.segments import sort_block
from mgi_graph.rdf.tally import Classes, read_classes
from mgi_graph.rdf.terms import MGI, PROV, RDF, SKOS
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.reasoning import Axioms, chain_forward, close_ontology, read_axioms

_PLACE_CLASSES = (MGI.City, MGI.Region, MGI.Country)


@dataclass(eq=False)
class Background:
    """Hold what every dataset has: the ontology and the vocabularies."""

    ontology: tuple[Quad, ...]
    vocabularies: tuple[Quad, ...]

    @cached_property
    def slugs(self) -> Vocabulary:
        """Return the slugs that curation files may name."""
        return Vocabulary(
            indicators=_slugs(self._instances(MGI.Indicator)),
            groups=_slugs(self._instances(MGI.PopulationGroup)),
            kinds=_slugs(each for each in self._instances(SKOS.Concept) if _is_kind(each)),
            places=_slugs(self._instances(*_PLACE_CLASSES)),
        )

    @cached_property
    def described(self) -> frozenset[NamedNode]:
        """Return the places and bodies that the vocabularies describe."""
        return self._instances(*_PLACE_CLASSES, PROV.Agent)

    @cached_property
    def closure(self) -> frozenset[Triple]:
        """Return what OWL 2 RL implies of the ontology alone."""
        return frozenset(close_ontology(quad.triple for quad in self.ontology))

    @cached_property
    def queries(self) -> frozenset[Triple]:
        """Return the description of the canned queries."""
        return frozenset(describe_queries(load_queries()))

    def tell(self) -> str:
        """Return what takes long to find out, as N-Quads, for another process to know."""
        quads = [
            *put_in_graph(self.closure, INFERRED_GRAPH),
            *put_in_graph(self.queries, QUERIES_GRAPH),
        ]
        content = serialize(quads, format=RdfFormat.N_QUADS) or b""
        return "".join(sorted(content.decode().splitlines(keepends=True)))

    def learn(self, told: str) -> None:
        """Take over what :meth:`tell` returned for the same files."""
        quads = list(parse(told, format=RdfFormat.N_QUADS))
        self.closure = _list_graph(quads, INFERRED_GRAPH)
        self.queries = _list_graph(quads, QUERIES_GRAPH)

    @cached_property
    def axioms(self) -> Axioms:
        """Return the axioms of the ontology, closed."""
        return read_axioms({quad.triple for quad in self.ontology} | self.closure)

    @cached_property
    def stated(self) -> frozenset[Triple]:
        """Return the triples of the ontology and the vocabularies."""
        return frozenset(quad.triple for quad in (*self.ontology, *self.vocabularies))

    @cached_property
    def inferred(self) -> frozenset[Triple]:
        """Return what follows from the ontology and the vocabularies."""
        return self.closure | chain_forward(self.stated | self.closure, self.axioms)

    @cached_property
    def known(self) -> frozenset[Triple]:
        """Return what is stated and what follows from it."""
        return self.stated | self.inferred

    @cached_property
    def constant(self) -> tuple[Quad, ...]:
        """Return the quads that every dataset has."""
        return (
            *self.ontology,
            *self.vocabularies,
            *put_in_graph(self.inferred, INFERRED_GRAPH),
            *put_in_graph(self.queries, QUERIES_GRAPH),
            *put_in_graph(describe_cubes(), STATISTICS_GRAPH),
        )

    @cached_property
    def classes(self) -> dict[bytes, Classes]:
        """Return the classes of each node that every dataset describes, as in N-Triples."""
        triples = {quad.triple for quad in self.constant}
        triples.update(describe_dataset(Extent(), ""))
        return read_classes(sort_block([Layer(None, True, triples)]).lines)

    def _instances(self, *classes: NamedNode) -> frozenset[NamedNode]:
        return frozenset(
            quad.subject
            for quad in self.vocabularies
            if quad.predicate == RDF.type
            and quad.object in classes
            and isinstance(quad.subject, NamedNode)
        )


@cache
def read_background() -> Background:
    """Read the hand-written ontology and vocabularies, once a process."""
    return Background(
        ontology=tuple(read_graph(ONTOLOGY_FILES, ONTOLOGY_GRAPH)),
        vocabularies=tuple(read_graph(VOCABULARY_FILES, VOCABULARIES_GRAPH)),
    )


def _list_graph(quads: Iterable[Quad], graph: NamedNode) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in quads if quad.graph_name == graph)


def _slugs(iris: Iterable[NamedNode]) -> frozenset[str]:
    return frozenset(iri.value.rpartition("/")[2] for iri in iris)


def _is_kind(iri: NamedNode) -> bool:
    return iri.value.startswith(mint_kind("").value)
