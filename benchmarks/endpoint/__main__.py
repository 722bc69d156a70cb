"""Compare ``mgi-graph serve`` with ``oxigraph serve`` and rdflib-endpoint.

``make bench-endpoint`` runs it. All servers have the same triples and are asked on loopback, in
rounds: each case goes to one server after the other before the next case comes, so that
what disturbs the machine disturbs all alike. What counts are the ratios within a round.
"""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.endpoint.load import Case, ask_once, runaways
from benchmarks.endpoint.measured import IN_FLIGHT, KINDS, MANY, Kind, Measured, Plan
from benchmarks.endpoint.peers import Peers, describe_versions, ours_from_disk, prepare_peers
from benchmarks.endpoint.report import REPORT, keep_summary, write_goals, write_report
from benchmarks.endpoint.servers import JSON, Running, Server, running
from benchmarks.replicas import write_replicas

CITIES = """\
PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?city ?label
{ ?city a mgi:City ; skos:prefLabel ?label FILTER(LANG(?label) = "en") }
ORDER BY ?city"""
"""The small query: three solutions."""

_PLACE = "/id/place/col-medellin"
_CANNED = "/api/queries/peer-learning?place=col-medellin"
_WARMING = 1


def small(server: Server, kind: Kind) -> Case:
    """Return the small query for a server."""
    return Case(server.query_path(CITIES), kind.connections, JSON, kind.different)


def documents(base: str) -> Iterator[tuple[str, Case]]:
    """Give the documents that are asked for, by name, each checked once.

    Raises ``SystemExit`` where one does not answer as it should.
    """
    turtle, page = {"Accept": "text/turtle"}, {"Accept": "text/html"}
    tag = ask_once(base, f"{_PLACE}.ttl", turtle).headers.get("etag", "")
    wanted = [
        ("canned query, JSON", f"{_CANNED}&format=json", {}, 200),
        ("canned query, CSV", f"{_CANNED}&format=csv", {}, 200),
        ("entity, Turtle", f"{_PLACE}.ttl", turtle, 200),
        ("entity, HTML", f"{_PLACE}.html", page, 200),
        ("IRI, 303", _PLACE, turtle, 303),
        ("entity, 304 with If-None-Match", f"{_PLACE}.ttl", {**turtle, "If-None-Match": tag}, 304),
    ]
    for name, path, headers, status in wanted:
        found = ask_once(base, path, headers).status
        if found != status:
            raise SystemExit(f"{name}: expected {status} from {path}, got {found}")
        yield name, Case(path, MANY, headers)


def check_answers(servers: Sequence[Running]) -> int:
    """Make sure that all servers give the same solutions; return the bytes of ours.

    Raises ``SystemExit`` where one gives others.
    """
    replies = [ask_once(each.base, each.server.query_path(CITIES), JSON) for each in servers]
    found = [_solutions(reply.body) for reply in replies]
    for each, solutions in zip(servers, found, strict=True):
        if not solutions or solutions != found[0]:
            raise SystemExit(f"{each.server.name} answers otherwise: {solutions}")
    return len(replies[0].body)


def _solutions(body: bytes) -> list[list[str]]:
    bindings = json.loads(body)["results"]["bindings"]
    return [[each["city"]["value"], each["label"]["value"]] for each in bindings]


def measure_rates(peers: Peers, plan: Plan, folder: Path, measured: Measured) -> None:
    """Measure all servers side by side: rates, documents, memory before and after."""
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(running(each, CITIES, folder)) for each in peers.all]
        measured.answer_bytes = check_answers(servers)
        cases = list(documents(servers[0].base))
        for each in servers:
            measured.idle[each.server.name] = each.memory()
            each.send(small(each.server, KINDS[0]), _WARMING)
        for _, case in cases:
            # The first answer takes long, and wrk would count its wait as many.
            servers[0].send(case, _WARMING)
        for number in range(plan.rounds):
            _say(f"round {number + 1} of {plan.rounds}")
            for kind in KINDS:
                for each in servers:
                    load = each.send(small(each.server, kind), plan.seconds)
                    measured.rates[each.server.name, kind].append(load)
            for name, case in cases:
                measured.documents[name].append(servers[0].send(case, plan.seconds))
        for each in servers:
            measured.loaded[each.server.name] = each.memory()


def measure_runaways(peers: Peers, plan: Plan, folder: Path, measured: Measured) -> None:
    """Measure small requests alone and beside queries that do not end, and the time to be ready.

    Each server is started anew each time, since not all of them end such queries.
    """
    for number in range(plan.rounds):
        _say(f"runaway queries, round {number + 1} of {plan.rounds}")
        for server in peers.all[:3]:
            with running(server, CITIES, folder) as each:
                measured.ready[server.name].append(each.ready)
                cases = [(kind, small(server, kind)) for kind in KINDS[:2]]
                each.send(cases[0][1], _WARMING)
                for kind, case in cases:
                    measured.alone[server.name, kind].append(each.send(case, plan.seconds))
                with runaways(each.base, server.path, IN_FLIGHT):
                    for kind, case in cases:
                        measured.held_up[server.name, kind].append(each.send(case, plan.seconds))


def measure_large(peers: Peers, plan: Plan, folder: Path, measured: Measured) -> None:
    """Measure the time to be ready on a store of many triples on disk, which is made before."""
    if not plan.triples:
        return
    _say(f"a store of {plan.triples:,} triples")
    data = folder / "large.nq"
    measured.replicas = write_replicas(peers.dataset, data, plan.triples)
    server = ours_from_disk(data, folder)
    with running(server, CITIES, folder) as each:
        measured.making = each.ready
    for _ in range(plan.rounds):
        with running(server, CITIES, folder) as each:
            measured.ready[server.name].append(each.ready)
            measured.idle[server.name] = each.memory()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2, help="of each case in each round")
    parser.add_argument("--triples", type=int, default=1_000_000, help="on disk; 0 for none")
    parser.add_argument("--out", type=Path, default=REPORT)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything, write the report, and beside it the README’s table."""
    options = _options(arguments)
    plan = Plan(options.rounds, options.seconds, options.triples)
    measured = Measured()
    with TemporaryDirectory(prefix="mgi-graph-bench-") as name:
        folder = Path(name)
        peers = prepare_peers(folder)
        measured.versions, measured.triples = describe_versions(), peers.triples
        measure_rates(peers, plan, folder, measured)
        measure_runaways(peers, plan, folder, measured)
        measure_large(peers, plan, folder, measured)
    options.out.write_text(write_report(plan, measured), encoding="utf-8")
    if options.out.absolute() == REPORT:
        keep_summary(measured)
    sys.stdout.write(f"{write_goals(measured)}\n\n{options.out} has all of it.\n")


if __name__ == "__main__":
    main()
