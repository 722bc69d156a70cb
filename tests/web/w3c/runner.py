"""Run cases against a server: any server, at any paths."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tests.web.w3c.checks import Failure, check_response
from tests.web.w3c.manifest import Case, Request
from tests.web.w3c.wire import Response, send


@dataclass(frozen=True, slots=True)
class Server:
    """Say where a server listens, and under which paths it offers the protocols.

    The paths stand for the manifests' ``/sparql/`` and ``/gsp``.
    """

    host: str
    port: int
    query: str = "/sparql/"
    update: str = "/sparql/"
    graphs: str = "/data"

    def target_of(self, request: Request, *, is_update: bool) -> str:
        """Return the target of a request on this server."""
        for prefix, path in (
            ("/sparql/", self.update if is_update else self.query),
            ("/gsp", self.graphs),
        ):
            if request.target.startswith(prefix):
                return path + request.target.removeprefix(prefix)
        raise AssertionError(f"neither /sparql/ nor /gsp: {request.target}")

    def send(self, request: Request, *, is_update: bool = False) -> Response:
        """Send a request as it stands in its manifest, under this server's path."""
        body = None if request.body is None else request.body.encode()
        target = self.target_of(request, is_update=is_update)
        return send((self.host, self.port), request.method, target, request.headers, body)


class Verdict(StrEnum):
    """Name the outcomes of EARL 1.0 that are used here."""

    PASSED = "passed"
    FAILED = "failed"
    INAPPLICABLE = "inapplicable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a case, or the part of a case under ``part``, gave on a server."""

    case: Case
    verdict: Verdict
    detail: str = ""
    part: str = ""


def run_case(case: Case, server: Server) -> Outcome:
    """Send a case's requests in their order; every response must be as expected."""
    for number, request in enumerate(case.requests, start=1):
        response = server.send(request, is_update=_asks_for_update(case, request))
        try:
            check_response(response, request.expected)
        except Failure as err:
            return Outcome(case, Verdict.FAILED, f"request {number}: {err}")
    return Outcome(case, Verdict.PASSED)


def run_cases(cases: Iterable[Case], server: Server) -> list[Outcome]:
    """Run cases one after the other."""
    return [run_case(case, server) for case in cases]


def _asks_for_update(case: Case, request: Request) -> bool:
    """Say whether a request belongs to a server's address for updates, where it has one."""
    if "update" not in case.name:
        return False
    return not any(value.startswith("application/sparql-query") for _, value in request.headers)
