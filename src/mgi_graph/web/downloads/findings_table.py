"""Write all findings as one flat table, with a description of its columns."""

from dataclasses import dataclass

from mgi_graph.rdf.csvw import FINDINGS_TABLE, describe_table
from mgi_graph.results import serialise
from mgi_graph.store import DatasetStore
from mgi_graph.web.pages.rendering import json_document
from mgi_graph.workers.tasks import Answer

FINDINGS_FILE = "findings.csv"
"""The name of the table; its description stands beside it, ``-metadata.json`` added
(Model for Tabular Data and Metadata on the Web, section 5.3)."""


@dataclass(frozen=True, slots=True)
class ExportFindings:
    """Write the table as CSV (RFC 4180), its first line the names of the columns."""

    def run(self, store: DatasetStore) -> Answer:
        """Return the table."""
        return Answer(serialise(store.query(FINDINGS_TABLE), "csv"), "text/csv")


def describe_findings() -> bytes:
    """Return the description of the table's columns as JSON (CSV on the Web)."""
    return json_document(describe_table(FINDINGS_FILE))
