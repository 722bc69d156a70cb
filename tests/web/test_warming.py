"""What would make the first readers wait is done before them."""

from pathlib import Path
from typing import Any

import pytest
from jinja2.meta import find_referenced_templates

from mgi_graph.store import OxigraphStore
from mgi_graph.web.api.canned import canned_queries
from mgi_graph.web.pages.rendering import read_templates, static_files
from mgi_graph.web.pages.texts import find_words, load_texts
from mgi_graph.web.warming import FRONT, WarmWorker, warm
from tests.web.attacks.machine import wait_until
from tests.web.conftest import RunningService, StartService


def test_what_is_read_from_files_is_read_once() -> None:
    """Templates, words, static files and canned queries are there when it is done."""
    readers = (read_templates, load_texts, static_files, canned_queries)
    find_words.cache_clear()
    for each in readers:
        each.cache_clear()
    warm()
    assert [each.cache_info().currsize for each in readers] == [1] * len(readers)


def test_no_template_of_the_front_is_compiled_for_a_reader() -> None:
    """Whatever the compiled templates refer to is compiled with them."""
    environment = read_templates()
    assert environment.loader is not None
    for name in FRONT:
        source, *_ = environment.loader.get_source(environment, name)
        assert set(find_referenced_templates(environment.parse(source))) <= set(FRONT)


def test_a_worker_makes_pages_for_nobody(dataset: OxigraphStore) -> None:
    """The answer is empty, whether or not the dataset assesses a place."""
    for store in (dataset, OxigraphStore.of([])):
        assert WarmWorker().run(store).body == b""


@pytest.mark.parametrize("workers", ["1", "3"])
def test_a_dataset_that_is_not_ours_is_served_too(
    start_service: StartService, tmp_path: Path, workers: str
) -> None:
    """No worker is lost over what it does first, and all are idle after it."""
    path = tmp_path / "other.nt"
    path.write_text("<urn:s> <https://w3id.org/mgi-graph/ontology#assesses> <urn:o> .\n")
    service = start_service("--workers", workers, data=path)
    # One that took long is in the other lane until it is done, and another takes its place.
    wait_until(lambda: _read_workers(service)["idle"] == int(workers), "all workers are idle")
    assert _read_workers(service)["ended"] == {}


def _read_workers(service: RunningService) -> dict[str, Any]:
    workers: dict[str, Any] = service.get("/health").json()["workers"]
    return workers
