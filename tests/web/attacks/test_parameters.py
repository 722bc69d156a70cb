r"""Give canned queries values that would be code if they were pasted into the text.

The ninth point of the acceptance list: parameters are bound as RDF terms, typed and
enumerated, so that quotes, brackets, line breaks and signs of SPARQL are only characters.
"""

import re

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.attacks.machine import PATIENCE
from tests.web.conftest import TLS, RunningService

_CODE = [
    "col-medellin> } # ",
    "col-medellin' } UNION { ?s ?p ?o } #",
    'x" } SERVICE <http://127.0.0.1/> { ?s ?p ?o } #',
    "x\n} CLEAR ALL",
    "x\\u0022 } {",
    "?place",
    "UNDEF",
    "<javascript:alert(1)>",
    "mgi:Place",
    "../../etc/passwd",
    "\u202ecol",
    "col\u0000",
    "x" * 8_000,
    "%",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]


def _parameters(service: RunningService) -> list[tuple[str, dict[str, object]]]:
    listed = service.get("/api/queries", headers={"Accept": "application/json"}).json()["queries"]
    return [(query["id"], each) for query in listed for each in query["parameters"]]


@pytest.mark.parametrize("value", _CODE)
def test_a_value_of_a_canned_query_is_a_term_or_a_mistake(
    service: RunningService, value: str
) -> None:
    """Each parameter of each query refuses it, or takes it for the name that its letters are."""
    with httpx.Client(base_url=service.base, timeout=PATIENCE, verify=TLS) as client:
        for name, parameter in _parameters(service):
            answer = client.get(f"/api/queries/{name}", params={str(parameter["name"]): value})
            if answer.status_code == 200:
                # Names of places are found by their letters and digits.
                assert parameter["type"] in {"place", "country"}
                plain = {str(parameter["name"]): re.sub(r"[^a-z-]", "", value)}
                assert answer.content == client.get(f"/api/queries/{name}", params=plain).content
            else:
                assert answer.status_code == 400
                assert answer.json()["code"] in {"parameter-value", "unknown-name"}


def test_a_parameter_given_twice_is_refused(service: RunningService) -> None:
    """A proxy and this service could each believe another of them."""
    address = "/api/queries/peer-learning?place=col-medellin&place=bra-manaus"
    assert service.get(address).json()["code"] == "parameter-repeated"
    for name in ("format", "timeout"):
        answer = service.get(f"/sparql?query=ASK%7B%7D&{name}=1&{name}=2")
        assert answer.json()["code"] == "parameter-repeated"


def test_thousands_of_parameters_are_refused_at_once(service: RunningService) -> None:
    """Names chosen to collide in a table would be slow only in great number."""
    many = "&".join(f"a{number}=1" for number in range(2_000))
    assert service.get(f"/sparql?{many}").status_code == 400
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "&".join(f"a{number}" for number in range(40_000))[:200_000]
    answer = httpx.post(
        f"{service.base}/sparql", content=body, headers=form, timeout=PATIENCE, verify=TLS
    )
    assert answer.status_code == 400


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=st.text(max_size=60), name=st.sampled_from(["place", "lang", "limit", "format", "x"]))
def test_any_value_is_answered_or_refused(service: RunningService, value: str, name: str) -> None:
    """No text given as a value is a defect of the service."""
    text = value.encode("utf-8", "replace").decode()
    with httpx.Client(base_url=service.base, timeout=PATIENCE, verify=TLS) as client:
        answer = client.get("/api/queries/peer-learning", params={name: text})
    assert answer.status_code in {200, 400, 406}
