"""Hold what an engine is asked about itself."""

from typing import Final

from pyoxigraph import Literal

from mgi_graph.namespaces import BASE, ID
from mgi_graph.results import Solutions

RECORD_GRAPH: Final = f"{ID}graph/transfer"
"""Where a push writes down what it put into the engine; names that begin so are no data."""

_TRANSFER: Final = f"{BASE}transfer#"
GRAPHS: Final = f"{ID}graph/"
TRIAL: Final = """\
SELECT ?label ?text ?flag WHERE {
  VALUES ?lang { "en" }
  VALUES ?thing { <urn:x-mgi:thing> }
  OPTIONAL {
    VALUES (?thing ?label) { (<urn:x-mgi:thing> "a"@en) (<urn:x-mgi:thing> "b"@es) }
    FILTER(LANG(?label) = ?lang)
  }
  BIND(STRLANG(?none, ?lang) AS ?text)
  BIND(1 = 2 || EXISTS { VALUES ?x { 1 } } AS ?flag)
}"""
TRIED: Final = Solutions(
    ("label", "text", "flag"), ((Literal("a", language="en"), None, Literal(True)),)
)
ONCE: Final = f"""\
SELECT (COUNT(*) AS ?n) WHERE {{
  <{BASE.rstrip("/")}/ontology> a <http://www.w3.org/2002/07/owl#Ontology>
}}"""
SEES_RECORD: Final = f"ASK {{ <{RECORD_GRAPH}> a <{_TRANSFER}Record> }}"
# Virtuoso needs seconds for SELECT DISTINCT ?g where this takes a tenth of one.
COUNT_GRAPHS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
READ_RECORD: Final = f"""\
SELECT ?name ?n WHERE {{ GRAPH <{RECORD_GRAPH}> {{
  ?graph <{_TRANSFER}graph> ?name ; <{_TRANSFER}triples> ?n
}} }}"""
READ_VERSION: Final = f"""\
SELECT ?digest WHERE {{ GRAPH <{RECORD_GRAPH}> {{
  <{RECORD_GRAPH}> <{_TRANSFER}dataset> ?digest
}} }}"""
EXAMPLE: Final = """\
PREFIX ex: <urn:example:>
SELECT ?a (COUNT(?c) AS ?n) WHERE {
  VALUES ?a { ex:a }
  ?a ex:b/ex:c? [ ex:d* ?c ] . OPTIONAL { ?c ex:e ?f FILTER(EXISTS { ?f !ex:g 1 }) }
  MINUS { GRAPH ?g { ?c ^ex:h|ex:i "x"@en } } { SELECT ?c { ?c ?p ?o } } UNION { ?c a ex:j }
} GROUP BY ?a"""
