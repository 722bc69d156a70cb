"""Name every namespace once, as plain strings.

No RDF library is imported here, so every layer may use these: the model, the
parser and the command line as well as the code that writes triples. The
prefixes are the ones that queries, Turtle files and pages use.
"""

from types import MappingProxyType
from typing import Final

BASE: Final = "https://w3id.org/mgi-graph/"
ONTOLOGY: Final = BASE + "ontology"
MGI: Final = ONTOLOGY + "#"
SHAPES: Final = BASE + "shapes"
MGISH: Final = SHAPES + "#"
ID: Final = BASE + "id/"

PREFIXES: Final = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "mgi": MGI,
        "mgish": MGISH,
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sdgo": "http://metadata.un.org/sdg/ontology#",
        "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "time": "http://www.w3.org/2006/time#",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "void-ext": "http://ldf.fi/void-ext#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix to namespace IRI, in alphabetical order of the prefixes."""
