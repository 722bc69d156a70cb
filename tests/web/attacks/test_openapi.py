"""Hold the running service to its own OpenAPI document, with requests made up from it."""

from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.conftest import RunningService

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_QUIET = settings(
    max_examples=3,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("mode", "least"), [(GenerationMode.POSITIVE, 25), (GenerationMode.NEGATIVE, 15)]
)
def test_the_service_is_as_its_document_says(
    service: RunningService, mode: GenerationMode, least: int
) -> None:
    """Statuses, types and contents are the documented ones, for right and wrong requests."""
    schema = schemathesis.openapi.from_url(f"{service.base}/api/openapi.json")
    tried = set()
    for each in schema.get_all_operations():
        assert isinstance(each, Ok)
        operation = each.ok()

        @_QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def hold(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=_CHECKS, timeout=30)

        # Nothing can be wrong in a request to an address without parameters.
        with suppress(Unsatisfiable):
            hold()
            tried.add(operation.path)
    assert len(tried) >= least
