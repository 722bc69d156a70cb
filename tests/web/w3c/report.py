"""Run all cases against the service, and write what came of it.

``python -m tests.web.w3c.report FILE`` writes the report in EARL.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.web.w3c.checks import Failure, check_response
from tests.web.w3c.description import run_description_case
from tests.web.w3c.earl import write_report
from tests.web.w3c.manifest import Case, read_suite
from tests.web.w3c.runner import Outcome, Server, Verdict, run_case
from tests.web.w3c.servers import gather_graphs, serving, serving_updates
from tests.web.w3c.states import READING, Reading, find_readings, group_readings, quads_of

SERVICE: Final = "service"
UPDATING: Final = "updating"
TITLES: Final = {
    SERVICE: "mgi-graph, the service as it is run",
    UPDATING: "mgi-graph, a build for tests with updates switched on",
}
Outcomes = Mapping[str, Sequence[Outcome]]
"""The outcomes of each subject."""


def is_update(case: Case) -> bool:
    """Say whether a case has an update that should succeed."""
    return case.name.startswith("update_")


def run_protocol(folder: Path) -> list[Outcome]:
    """Run the protocol's cases and those of the service description against the service."""
    cases = read_suite("protocol")
    with serving(gather_graphs(cases), folder) as server:
        endpoint = f"http://{server.host}:{server.port}/sparql"
        found = [
            _refused(each, server) if is_update(each) else run_case(each, server) for each in cases
        ]
        return found + [
            run_description_case(each, server, endpoint)
            for each in read_suite("service-description")
        ]


def _refused(case: Case, server: Server) -> Outcome:
    response = server.send(case.requests[0], is_update=True)
    if response.status != 403:
        return Outcome(case, Verdict.FAILED, f"status {response.status}, expected 403")
    return Outcome(case, Verdict.INAPPLICABLE, "updates are not offered: refused with 403")


def run_updates(folder: Path) -> list[Outcome]:
    """Run the cases with updates against the build that carries them out."""
    with serving_updates(folder) as server:
        return [run_case(each, server) for each in read_suite("protocol") if is_update(each)]


def run_graphs(folder: Path) -> list[Outcome]:
    """Run the reading requests of the Graph Store Protocol; the writing ones must be refused."""
    cases = read_suite("graph-store-protocol")
    direct = [each for each in cases if "DirectGraphIdentification" in each.requires]
    others = [each for each in cases if each not in direct]
    readings = [reading for each in others for reading in find_readings(each)]
    parts: dict[str, list[Outcome]] = {each.name: [] for each in others}
    refused: dict[str, list[int]] = {}
    for state, members in group_readings(readings):
        with serving(quads_of(state), folder) as server:
            for reading in members:
                parts[reading.case.name].append(_read(reading, server))
            refused = refused or {each.name: _try_to_write(each, server) for each in others}
    reason = "graphs are named by ?graph= only, not by their own addresses"
    return [Outcome(each, Verdict.INAPPLICABLE, reason) for each in direct] + [
        outcome
        for each in others
        for outcome in _judge(each, sorted(parts[each.name], key=_part), refused[each.name])
    ]


def _part(outcome: Outcome) -> str:
    return outcome.part


def _read(reading: Reading, server: Server) -> Outcome:
    try:
        check_response(server.send(reading.request), reading.request.expected)
    except Failure as err:
        return Outcome(reading.case, Verdict.FAILED, str(err), reading.part)
    return Outcome(reading.case, Verdict.PASSED, part=reading.part)


def _try_to_write(case: Case, server: Server) -> list[int]:
    return [server.send(each).status for each in case.requests if each.method not in READING]


def _judge(case: Case, parts: Sequence[Outcome], refused: Sequence[int]) -> list[Outcome]:
    if not refused:
        [only] = parts
        return [Outcome(case, only.verdict, only.detail)]
    passed = sum(each.verdict == Verdict.PASSED for each in parts)
    detail = (
        f"the graph store is only read: {len(refused)} writing requests are refused with 405; "
        f"{passed} of {len(parts)} reading requests pass"
    )
    is_as_it_should = passed == len(parts) and set(refused) == {405}
    verdict = Verdict.INAPPLICABLE if is_as_it_should else Verdict.FAILED
    return [
        Outcome(
            case, verdict, f"{detail}; statuses {refused}" if verdict == Verdict.FAILED else detail
        ),
        *parts,
    ]


def run_everything(folder: Path) -> Outcomes:
    """Run all suites."""
    return {
        SERVICE: run_protocol(folder) + run_graphs(folder),
        UPDATING: run_updates(folder),
    }


def report(outcomes: Outcomes) -> str:
    """Return the report in Turtle."""
    return write_report({name: (TITLES[name], found) for name, found in outcomes.items()})


def main(path: Path) -> None:
    """Write the report of a new run."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        path.write_text(report(run_everything(folder)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
