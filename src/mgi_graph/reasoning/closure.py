"""Close a small graph under OWL 2 RL with owlrl, the reference implementation."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from mgi_graph.namespaces import PREFIXES

_OWL = PREFIXES["owl"]
_RDF_TYPE = PREFIXES["rdf"] + "type"
_OF_EVERYTHING = frozenset(
    {
        _OWL + "Thing",
        _OWL + "Nothing",
        PREFIXES["rdfs"] + "Resource",
        PREFIXES["rdfs"] + "Literal",
        PREFIXES["rdfs"] + "Datatype",
        PREFIXES["rdf"] + "Property",
        PREFIXES["rdf"] + "PlainLiteral",
        PREFIXES["rdf"] + "XMLLiteral",
        PREFIXES["rdf"] + "HTML",
        PREFIXES["rdf"] + "langString",
    }
)
_BUILT_IN = (PREFIXES["owl"], PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["xsd"])


def close_ontology(triples: Iterable[Triple]) -> set[Triple]:
    """Return the named triples that OWL 2 RL implies and ``triples`` do not have.

    Meant for the ontology and for samples: the cost is some milliseconds a
    triple (``docs/decisions`` says why the data takes another way).
    """
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    given = set(triples)
    graph = Graph()
    graph.parse(data=serialize(given, format=RdfFormat.N_TRIPLES), format="nt")
    # Its own reading of datatypes would stay in rdflib, for whatever this process reads later.
    DeductiveClosure(OWLRL_Semantics, improved_datatypes=False).expand(graph)
    closed = {
        quad.triple
        for line in graph.serialize(format="nt").splitlines()
        if _is_rdf(line)
        for quad in parse(line, format=RdfFormat.N_TRIPLES)
    }
    return {triple for triple in closed - given if is_named(triple)}


def _is_rdf(line: str) -> bool:
    """Tell whether an N-Triples line is RDF: owlrl types literals, which RDF cannot say."""
    return line.startswith("<")


def is_named(triple: Triple) -> bool:
    """Tell whether a triple is about named things and says something of its own.

    What holds of everything (a class is its own subclass, anything is the same
    as itself and a thing) and what OWL says of its own vocabulary is left out.
    """
    subject, predicate, object_ = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, NamedNode) or subject == object_:
        return False
    if not isinstance(object_, NamedNode | Literal):
        return False
    if subject.value.startswith(_BUILT_IN):
        return False
    if isinstance(object_, NamedNode) and object_.value in _OF_EVERYTHING:
        return False
    return not (
        predicate.value == _RDF_TYPE and isinstance(object_, NamedNode) and not is_telling(object_)
    )


def is_telling(class_: NamedNode) -> bool:
    """Tell whether being of a class says something: it is neither OWL's own nor everything's."""
    return class_.value not in _OF_EVERYTHING and not class_.value.startswith(_BUILT_IN)


def is_ours(node: object) -> bool:
    """Tell whether a node is named, and no term of OWL's own vocabulary."""
    return isinstance(node, NamedNode) and not node.value.startswith(_BUILT_IN)
