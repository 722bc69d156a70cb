"""Write all findings as one flat table, with a description of its columns.

A finding has one line for each language that it is stated in. The description is
CSV on the Web metadata (Metadata Vocabulary for Tabular Data), found as
``findings.csv-metadata.json`` beside the table (section 5.3 of the model's document).
"""

from dataclasses import dataclass
from typing import Final

from mgi_graph.rdf.terms import DCTERMS, MGI, SKOS
from mgi_graph.results import Solutions, serialise
from mgi_graph.store import OxigraphStore
from mgi_graph.web.rendering import json_document
from mgi_graph.workers.tasks import Answer

_COLUMNS: Final = (
    ("finding", "anyURI", "IRI of the finding", None),
    ("profile", "anyURI", "IRI of the profile that reports it", MGI.reportedIn),
    ("issued", "gYearMonth", "Month in which the profile was published", None),
    ("place", "anyURI", "IRI of the place that the profile assesses", MGI.concerns),
    ("placeLabel", "string", "Name of the place in English", None),
    ("domain", "anyURI", "IRI of the domain", MGI.inDomain),
    ("domainLabel", "string", "Name of the domain in English", None),
    ("status", "string", "well-developed or for-development", None),
    ("position", "integer", "Place in its list, from 1", MGI.position),
    ("indicators", "anyURI", "IRIs of the indicators that it addresses", MGI.addresses),
    ("language", "language", "Language of the statement", None),
    ("statement", "string", "The words of the profile", MGI.statement),
)
"""The name, the datatype, the description and the property of each column."""

_QUERY: Final = f"""
SELECT ?finding ?profile ?issued ?place ?placeLabel ?domain ?domainLabel ?status ?position
  ?indicators ?language ?statement
WHERE {{
  VALUES (?kind ?status) {{
    ({MGI.WellDevelopedArea} "well-developed") ({MGI.AreaForDevelopment} "for-development")
  }}
  ?finding a ?kind ; {MGI.reportedIn} ?profile ; {MGI.inDomain} ?domain ;
    {MGI.position} ?position ; {MGI.statement} ?statement .
  ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
  OPTIONAL {{ ?place {SKOS.prefLabel} ?placeLabel FILTER(LANG(?placeLabel) = "en") }}
  OPTIONAL {{ ?domain {SKOS.prefLabel} ?domainLabel FILTER(LANG(?domainLabel) = "en") }}
  OPTIONAL {{
    SELECT ?finding (GROUP_CONCAT(STR(?indicator); SEPARATOR=" ") AS ?indicators) {{
      {{ SELECT ?finding ?indicator {{ ?finding {MGI.addresses} ?indicator }}
         ORDER BY ?finding ?indicator }}
    }} GROUP BY ?finding
  }}
  BIND(LANG(?statement) AS ?language)
}}
ORDER BY ?profile ?domain DESC(?status) ?position ?finding ?language
"""


@dataclass(frozen=True, slots=True)
class ExportFindings:
    """Write the table as CSV (RFC 4180), its first line the names of the columns."""

    def run(self, store: OxigraphStore) -> Answer:
        """Return the table."""
        result = store.query(_QUERY)
        if not isinstance(result, Solutions):
            msg = "a SELECT query answers with solutions"
            raise TypeError(msg)
        return Answer(serialise(result, "csv"), "text/csv")


def describe_findings() -> bytes:
    """Return the description of the table's columns as JSON."""
    columns = [
        {
            "name": name,
            "titles": name,
            "datatype": datatype,
            "dc:description": description,
            **({"propertyUrl": property_.value} if property_ is not None else {}),
            **({"separator": " "} if name == "indicators" else {}),
            **({"suppressOutput": True} if property_ is None else {}),
        }
        for name, datatype, description, property_ in _COLUMNS
    ]
    return json_document(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": "findings.csv",
            "dc:title": "Findings of Migration Governance Indicators profiles",
            "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
            "dialect": {"header": True, "encoding": "utf-8", "delimiter": ","},
            "tableSchema": {
                "aboutUrl": "{+finding}",
                "primaryKey": ["finding", "language"],
                "columns": columns,
            },
        }
    )
