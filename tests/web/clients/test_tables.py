"""Tables are read by pandas from the endpoint, the canned queries and the downloads."""

from urllib.parse import urlencode

import pandas
import pytest

from mgi_graph.namespaces import ONTOLOGY
from tests.web.conftest import RunningService


@pytest.mark.parametrize("compressed", ["", ".gz"])
def test_the_table_of_findings_is_read(service: RunningService, compressed: str) -> None:
    """The sources have 62 areas that are well developed and 43 for development."""
    table = pandas.read_csv(f"{service.base}/downloads/findings.csv{compressed}")
    assert dict(table["status"].value_counts()) == {"well-developed": 62, "for-development": 43}
    assert set(table["placeLabel"]) == {"Medellín", "Manaus", "Monte Patria"}
    assert table["finding"].is_unique
    assert table["statement"].notna().all()


def test_a_query_is_read(service: RunningService) -> None:
    """A query's address is a file for pandas."""
    query = f"""SELECT ?status (COUNT(*) AS ?findings) {{
      VALUES ?status {{ <{ONTOLOGY}#WellDevelopedArea> <{ONTOLOGY}#AreaForDevelopment> }}
      ?finding a ?status }} GROUP BY ?status"""
    address = f"{service.base}/sparql?{urlencode({'query': query, 'format': 'csv'})}"
    table = pandas.read_csv(address, index_col="status")
    assert dict(table["findings"]) == {
        f"{ONTOLOGY}#WellDevelopedArea": 62,
        f"{ONTOLOGY}#AreaForDevelopment": 43,
    }


def test_a_canned_query_is_read(service: RunningService) -> None:
    """The six domains of three profiles hold all the findings."""
    table = pandas.read_csv(f"{service.base}/api/queries/coverage?format=csv")
    assert len(table) == 18
    assert table["wellDeveloped"].sum() == 62
    assert table["forDevelopment"].sum() == 43
