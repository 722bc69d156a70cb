"""Declare the prefixes of the data as SHACL does, so that editors can offer them.

Each declaration is a named node (SHACL, section 5.2.1), found from the ontology.
"""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ONTOLOGY, PREFIXES
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import RDF, SH, XSD


def describe_prefixes(prefixes: Mapping[str, str] = PREFIXES) -> Iterator[Triple]:
    """Declare each prefix on the ontology, with its namespace as an ``xsd:anyURI``."""
    for prefix, namespace in prefixes.items():
        declaration = mint_iri("prefix", prefix)
        yield Triple(NamedNode(ONTOLOGY), SH.declare, declaration)
        yield Triple(declaration, RDF.type, SH.PrefixDeclaration)
        yield Triple(declaration, SH.prefix, Literal(prefix))
        yield Triple(declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI))
