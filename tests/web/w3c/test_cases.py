"""Check that the W3C's cases pass as they stand, with their bytes on the wire.

The suites are the SPARQL 1.1 Protocol, the SPARQL 1.1 Service Description and the
SPARQL 1.1 Graph Store HTTP Protocol of https://github.com/w3c/rdf-tests.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.web.w3c import report
from tests.web.w3c.manifest import FOLDER, Case, read_suite
from tests.web.w3c.runner import Outcome, Verdict
from tests.web.w3c.states import READING

REPORT = Path(__file__).resolve().parents[3] / "docs" / "w3c-earl.ttl"
ByName = Mapping[str, Outcome]


def _suite(name: str) -> tuple[Case, ...]:
    return read_suite(name) if FOLDER.is_dir() else ()


PROTOCOL, DESCRIPTION, GRAPHS = (
    _suite(name) for name in ("protocol", "service-description", "graph-store-protocol")
)
UPDATES = [each.name for each in PROTOCOL if report.is_update(each)]
QUERIES = [each.name for each in PROTOCOL if not report.is_update(each)]
DIRECT = [each.name for each in GRAPHS if "DirectGraphIdentification" in each.requires]
PARTS = [
    f"{case.name}-{number}"
    for case in GRAPHS
    if case.name not in DIRECT and len(case.requests) > 1
    for number, request in enumerate(case.requests, start=1)
    if request.method in READING
]


def test_suites_are_complete() -> None:
    """The manifests give as many cases as the W3C counts in them."""
    assert (len(QUERIES), len(UPDATES), len(DESCRIPTION), len(GRAPHS)) == (27, 7, 3, 13)
    assert (len(DIRECT), len(PARTS)) == (4, 11)


@pytest.mark.parametrize("name", QUERIES)
def test_protocol_case_passes(service: ByName, name: str) -> None:
    """Queries are answered, and bad requests refused, as the protocol says."""
    assert service[name].verdict == Verdict.PASSED, service[name].detail


@pytest.mark.parametrize("name", UPDATES)
def test_update_is_refused_by_the_service(service: ByName, name: str) -> None:
    """A well-formed update is refused with 403."""
    assert service[name].verdict == Verdict.INAPPLICABLE, service[name].detail


@pytest.mark.parametrize("name", UPDATES)
def test_update_case_passes_with_updates_switched_on(updating: ByName, name: str) -> None:
    """Where a handler carries updates out, they arrive at it as they were sent."""
    assert updating[name].verdict == Verdict.PASSED, updating[name].detail


@pytest.mark.parametrize("name", [each.name for each in DESCRIPTION])
def test_description_case_passes(service: ByName, name: str) -> None:
    """The endpoint describes itself in RDF that keeps to the vocabulary."""
    assert service[name].verdict == Verdict.PASSED, service[name].detail


@pytest.mark.parametrize("name", PARTS)
def test_graph_is_read(service: ByName, name: str) -> None:
    """Each reading request finds the graph that the writing ones before it would have made."""
    assert service[name].verdict == Verdict.PASSED, service[name].detail


@pytest.mark.parametrize("name", [each.name for each in GRAPHS if each.name not in DIRECT])
def test_graph_store_is_only_read(service: ByName, name: str) -> None:
    """Writing requests are refused with 405; a case of reading requests alone passes."""
    only_reads = name == "head_non_existing_indirect"
    expected = Verdict.PASSED if only_reads else Verdict.INAPPLICABLE
    assert service[name].verdict == expected, service[name].detail


def test_report_is_the_one_in_the_documentation(everything: report.Outcomes) -> None:
    """The published report is that of this run; MGI_GRAPH_EARL=write writes it anew."""
    text = report.report(everything)
    if os.environ.get("MGI_GRAPH_EARL") == "write":
        REPORT.write_text(text, encoding="utf-8")
    assert REPORT.read_text(encoding="utf-8") == text
