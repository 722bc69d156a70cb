"""Name the formats of data documents by the suffix of their addresses."""

from types import MappingProxyType
from typing import Final

from pyoxigraph import RdfFormat

FORMATS: Final = MappingProxyType(
    {
        "ttl": ("text/turtle", RdfFormat.TURTLE),
        "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
        "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
        "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    }
)
"""The formats of data by their suffix, each with its media type."""
