"""JavaScript's clients of SPARQL work in Node.js as they come."""

import json
from pathlib import Path
from typing import Any

import pytest

from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from tests.web.clients.javascript import NODE, run_javascript
from tests.web.conftest import RunningService


@pytest.fixture(scope="module")
def found(service: RunningService, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the clients found."""
    code = (NODE / "ask.js").read_text("utf-8")
    folder: Path = tmp_path_factory.mktemp("node")
    addresses = (f"{service.base}/sparql", f"{service.base}/data")
    answer: dict[str, Any] = json.loads(run_javascript(code, folder, *addresses))
    return answer


@pytest.mark.parametrize(
    "way",
    [
        "fetch-sparql-endpoint GET",
        "fetch-sparql-endpoint POST",
        "sparql-http-client get",
        "sparql-http-client postUrlencoded",
        "sparql-http-client postDirect",
    ],
)
def test_solutions_triples_and_truths_are_read(found: dict[str, Any], way: str) -> None:
    """The 105 findings of the sources and four cities arrive, and a mistake with its place."""
    answers = found[way]
    assert len(set(answers["findings"])) == len(answers["findings"]) == 105
    places = ("bra-manaus", "chl-monte-patria", "chl-vicuna", "col-medellin")
    assert sorted(answers["cities"]) == [f"{ID}place/{each}" for each in places]
    assert answers["any"] is True
    assert "line 2, column 7" in answers["mistake"]


def test_a_named_graph_is_read(found: dict[str, Any], built: Dataset) -> None:
    """The graph of Medellín's profile, by the Graph Store Protocol, has all its findings."""
    assert found["reported"] == len(dict(built.profiles)["col-medellin-2022"].findings)
