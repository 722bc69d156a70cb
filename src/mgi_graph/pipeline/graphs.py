"""Name the graphs of a dataset; each profile has one more, under its own name."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.rdf.iris import mint_graph

ONTOLOGY_GRAPH = mint_graph("ontology")
"""The classes and properties."""

VOCABULARIES_GRAPH = mint_graph("vocabularies")
"""The individuals that every dataset has: domains, indicators, places, groups."""

THINGS_GRAPH = mint_graph("things")
"""The institutions, instruments, programmes, networks and events that profiles name."""

SUGGESTIONS_GRAPH = mint_graph("suggestions")
"""What was proposed and nobody has confirmed, and what follows only with it."""

INFERRED_GRAPH = mint_graph("inferred")
"""What follows from all but the suggestions."""

QUERIES_GRAPH = mint_graph("queries")
"""The canned queries."""

STATISTICS_GRAPH = mint_graph("statistics")
"""Counts of findings."""

CATALOGUE_GRAPH = mint_graph("catalogue")
"""The description of all the others."""


def put_in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Put triples into a named graph."""
    return (Quad(each.subject, each.predicate, each.object, graph) for each in triples)
