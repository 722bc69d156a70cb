"""Hold the processes to account: killed and left ones go, and nothing of them stays behind.

The fifth point of the acceptance list: each query runs in a worker process with its own
limits, and a worker that is killed is replaced.
"""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.attacks.machine import (
    children,
    count_descriptors,
    nursery_of,
    wait_until,
)
from tests.web.conftest import RunningService, running_service

_FIRST_LANE = 2
_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_LONG = """SELECT (COUNT(*) AS ?n) {
  { SELECT * { ?a ?b ?c } LIMIT 3000 } { SELECT * { ?d ?e ?f } LIMIT 2500 } } #"""


@pytest.fixture(scope="module")
def crowded(trig: Path) -> Iterator[RunningService]:
    """Give a service with two short lanes; each test waits until it is as before."""
    with running_service(trig, "--workers", str(_FIRST_LANE)) as found:
        yield found


def test_a_worker_whose_long_query_is_answered_ends(crowded: RunningService) -> None:
    """Queries that take longer than a moment leave no process behind them."""
    nursery = nursery_of(crowded)
    seen = set(children(nursery))
    for number in range(3):
        assert crowded.query(f"{_LONG}{number}").status_code == 200
        seen |= set(children(nursery))
    assert len(seen) > _FIRST_LANE, "no query was long enough to be moved"
    wait_until(lambda: len(children(nursery)) == _FIRST_LANE, "only the first lane's workers live")


def test_scores_of_killed_workers_leave_nothing_open(crowded: RunningService) -> None:
    """Neither the service nor the nursery holds more descriptors after 80 more kills."""
    nursery = nursery_of(crowded)

    def kill(count: int) -> None:
        def one(number: int) -> int:
            return crowded.query(f"{_ENDLESS} #{number}", params={"timeout": "0.01"}).status_code

        with ThreadPoolExecutor(4) as clients:
            assert set(clients.map(one, range(count))) == {503}
        wait_until(lambda: len(children(nursery)) == _FIRST_LANE, "the workers are replaced")

    kill(20)
    service, workers = count_descriptors(crowded.process.pid), count_descriptors(nursery)
    kill(80)
    # Connections of the clients, and those to workers that have just ended, may be closing still.
    wait_until(
        lambda: (
            count_descriptors(crowded.process.pid) <= service + 4
            and count_descriptors(nursery) <= workers + 1
        ),
        "no more descriptors are open than after twenty kills",
    )


def test_a_query_that_nobody_waits_for_is_ended(crowded: RunningService) -> None:
    """Clients that leave at once free their workers long before the time limit."""
    nursery = nursery_of(crowded)
    asked = f"GET /sparql?query={quote(_ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for _ in range(10):
        with socket.create_connection(("127.0.0.1", crowded.port)) as client:
            client.sendall(asked)
    wait_until(
        lambda: crowded.get("/health").json()["workers"]["idle"] == _FIRST_LANE,
        "all workers are idle again",
    )
    wait_until(lambda: len(children(nursery)) == _FIRST_LANE, "no worker is left over")
