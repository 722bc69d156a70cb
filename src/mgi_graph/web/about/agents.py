"""Describe the service for programs that read text (https://llmstxt.org/).

The form has a heading, a quotation with the summary, details without headings, and then
sections with lists of links.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.catalogue import DATASET, DESCRIPTIONS
from mgi_graph.rdf.terms import RDFS, VOID
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.workers.tasks import Answer

MEDIA_TYPE: Final = "text/plain"
"""Markdown, but under a type that browsers show."""

_MGI: Final = PREFIXES["mgi"]
_TITLE: Final = "MGI profile graph"
_CAUTION: Final = """\
Places are not ranked or scored, and must not be: a profile gives examples, so counts of findings
compare nothing. Where a profile says nothing of an indicator, nothing follows; silence is not a
gap. Indicators are derived from the profiles and are not IOM's own list. Statements are quoted
from profiles that are © International Organization for Migration, in their own language, and are
cited with their profile; links and vocabularies are under CC BY 4.0. What a method proposed and
nobody confirmed is in the graph <https://w3id.org/mgi-graph/id/graph/suggestions>.

Every IRI below https://w3id.org/mgi-graph/ is looked up here, at the same path:
/id/place/col-medellin redirects to a document in the format that `Accept` names (Turtle, JSON-LD,
N-Triples, RDF/XML, HTML). An answer that a limit cut says so in its header `Completeness`."""
EXAMPLES: Final = (
    (
        "Areas for development in one domain, with their places",
        """\
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>

SELECT ?place ?finding ?statement
WHERE {
  ?finding a mgi:AreaForDevelopment ;
    mgi:concerns ?place ;
    mgi:inDomain <https://w3id.org/mgi-graph/id/domain/partnerships> ;
    mgi:statement ?statement .
}
ORDER BY ?place ?finding
""",
    ),
    (
        "What other places have well developed where Medellín names a gap",
        """\
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>

SELECT DISTINCT ?indicator ?gap ?place ?practice
WHERE {
  ?gap a mgi:AreaForDevelopment ;
    mgi:concerns <https://w3id.org/mgi-graph/id/place/col-medellin> ;
    mgi:addresses ?indicator .
  ?practice a mgi:WellDevelopedArea ;
    mgi:concerns ?place ;
    mgi:addresses ?indicator .
  FILTER(?place != <https://w3id.org/mgi-graph/id/place/col-medellin>)
}
ORDER BY ?indicator ?gap ?practice
""",
    ),
)
"""Queries that show how the data hangs together, with what they ask."""


@dataclass(frozen=True, slots=True)
class DescribeForAgents:
    """Write ``llms.txt`` for the service at ``base``."""

    base: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the text."""
        parts = [
            f"# {_TITLE}",
            f"> {DESCRIPTIONS['en']}",
            _CAUTION,
            "Prefixes: `mgi:` is https://w3id.org/mgi-graph/ontology#; data is below https://w3id.org/mgi-graph/id/.",
            *_card(store, "Classes", VOID.classPartition, VOID["class"], VOID.entities),
            *_card(store, "Properties", VOID.propertyPartition, VOID.property, VOID.triples),
            *(f"{title}:\n\n```sparql\n{query}```" for title, query in EXAMPLES),
            *self._sections(),
        ]
        return Answer(("\n\n".join(parts) + "\n").encode(), MEDIA_TYPE)

    def _sections(self) -> Iterator[str]:
        for title, links in _SECTIONS.items():
            lines = [f"- [{name}]({self.base}{path}): {note}" for name, path, note in links]
            yield f"## {title}\n\n" + "\n".join(lines)
        lines = [
            f"- [{name}]({self.base}/api/queries/{name}?format=json): {query.question['en']}"
            for name, query in canned_queries().items()
        ]
        yield "## Canned queries\n\n" + "\n".join(lines)
        lines = [f"- [{name}]({self.base}{path}): {note}" for name, path, note in _OPTIONAL]
        yield "## Optional\n\n" + "\n".join(lines)


def _card(
    store: DatasetStore, title: str, part: NamedNode, what: NamedNode, counted: NamedNode
) -> list[str]:
    """Return a list of the ontology's terms that the dataset uses, with its own counts (VoID)."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?term ?count ?label WHERE {{
          {DATASET} {part} ?part . ?part {what} ?term ; {counted} ?count .
          ?term {RDFS.label} ?label . FILTER(LANG(?label) = "en")
        }} ORDER BY ?term ?count ?label""",
    )
    lines = [
        f"- `mgi:{term.value.removeprefix(_MGI)}` ({count.value}): {label.value}"
        for term, count, label in rows
        if isinstance(term, NamedNode) and term.value.startswith(_MGI)
        if isinstance(count, Literal) and isinstance(label, Literal)
    ]
    return [
        f"{title} of the ontology, with how often the dataset has them:\n\n" + "\n".join(lines)
    ] * bool(lines)


_SECTIONS: Final = {
    "For programs": (
        (
            "SPARQL endpoint",
            "/sparql",
            "SPARQL 1.1 query by GET or POST; its service description in Turtle without a query",
        ),
        ("API", "/api/openapi.json", "the canned queries as an API, OpenAPI 3.1"),
        ("List of canned queries", "/api/queries?format=json", "names, parameters and questions"),
        (
            "Downloads",
            "/downloads",
            "the dataset and its parts as Turtle, N-Quads, TriG, JSON-LD and CSV",
        ),
        ("VoID", "/.well-known/void", "the dataset's description, with counts"),
        ("DCAT", "/catalogue", "the catalogue of files and services"),
        (
            "SPARQL examples",
            "/.well-known/sparql-examples",
            "the canned queries as SHACL SPARQL executables",
        ),
    ),
    "Documentation": (
        ("Ontology", "/ontology.ttl", "classes and properties in Turtle"),
        ("Shapes", "/shapes.ttl", "SHACL shapes in Turtle"),
        ("About", "/en/about", "what the indicators are and are not"),
        ("Limits", "/limits", "what a limit does to an answer"),
        ("Problems", "/problems", "what each problem code means"),
    ),
}
_OPTIONAL: Final = (
    ("Places", "/en/places", "pages for people, in English, Spanish and French"),
    ("Sitemap", "/sitemap.xml", "all pages"),
)
