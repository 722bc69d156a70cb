"""Measure how large the pages are, how much they ask for, and how long the service takes for them.

``make bench-pages`` runs it and writes ``benchmarks/pages.md``. Every kind of page is asked for
on loopback: first in a service that has kept no answer, then again and again from the same one.
"""

import argparse
import gzip
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx

from benchmarks.machine import describe_machine, describe_moment, list_versions
from tests.browser.kinds import EDITOR, list_pages
from tests.web.conftest import TLS, running_service

BYTES: Final = 100_000
"""The most that a page and all that it asks for may have, compressed."""

SECONDS: Final = 0.030
"""The most that the service may take for a page."""

Times = dict[str, list[float]]
"""Seconds by kind of page."""

_REPORT: Final = Path(__file__).with_name("pages.md")
_ROUNDS: Final = 15
_FIRSTS: Final = 3


class _Parts(HTMLParser):
    """Count the elements of a page, and collect what a browser asks for with it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements += 1
        found = dict(attrs)
        link = found.get("href" if tag == "link" else "src")
        asked = tag in {"script", "img"} or found.get("rel") in {"stylesheet", "icon"}
        if link and asked:
            self.links.append(link)


@dataclass(frozen=True, slots=True)
class Size:
    """Hold what a page weighs: its own bytes and all bytes, compressed, requests and elements."""

    own: int
    all: int
    requests: int
    elements: int


def measure_size(
    client: httpx.Client, path: str, language: str = "en", known: dict[str, int] | None = None
) -> Size:
    """Return what a page weighs with all that it asks for, as the service compresses it.

    ``known`` holds what files weigh that pages share, and is added to.
    """
    headers = {"Accept": "text/html", "Accept-Language": language, "Accept-Encoding": "gzip"}
    with client.stream("GET", path, headers=headers) as answer:
        raw = b"".join(answer.iter_raw())
    zipped = answer.headers.get("content-encoding") == "gzip"
    parts = _Parts()
    parts.feed((gzip.decompress(raw) if zipped else raw).decode())
    links = sorted({urljoin(path, link) for link in parts.links})
    lengths = {} if known is None else known
    lengths.update({link: _length(client, link) for link in links if link not in lengths})
    others = sum(lengths[link] for link in links)
    return Size(len(raw), len(raw) + others, 1 + len(links), parts.elements)


def _length(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_raw()))


def _time(client: httpx.Client, path: str) -> float:
    begin = time.perf_counter()
    client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    return time.perf_counter() - begin


def _used(process: int) -> dict[int, float]:
    """Return the seconds of processor that a process and its descendants have had, by number.

    Where others work on the machine, it says more than the clock. Linux alone tells it so
    exactly (``schedstat``); elsewhere there is nothing.
    """
    found: dict[int, float] = {process: 0.0}
    for thread in Path(f"/proc/{process}/task").glob("*"):
        found[process] += int((thread / "schedstat").read_text().split()[0]) / 1e9
        for child in (thread / "children").read_text().split():
            found |= _used(int(child))
    return found


def _difference(before: Mapping[int, float], after: Mapping[int, float]) -> float:
    """Return what processes have had meanwhile; one that has ended has taken its time along."""
    return sum(seconds - before.get(process, 0.0) for process, seconds in after.items())


def measure_times(firsts: int) -> tuple[Times, Times, Times]:
    """Return seconds by kind of page: of first answers, of the processor for them, of kept ones."""
    kinds = list_pages("en")
    first: Times = {kind: [] for kind in kinds}
    used: Times = {kind: [] for kind in kinds}
    kept: Times = {kind: [] for kind in kinds}
    for number in range(firsts):
        _say(f"first answers, {number + 1} of {firsts}")
        with running_service(None) as service, _client(service.base) as client:
            client.get("/static/none")
            for kind, path in kinds.items():
                before = _used(service.process.pid)
                first[kind].append(_time(client, path))
                used[kind].append(_difference(before, _used(service.process.pid)))
            for _ in range(_ROUNDS if number == 0 else 0):
                for kind, path in kinds.items():
                    kept[kind].append(_time(client, path))
    return first, used, kept


def measure_sizes() -> dict[str, Size]:
    """Return what each kind of page weighs."""
    known: dict[str, int] = {}
    with running_service(None) as service, _client(service.base) as client:
        return {
            kind: measure_size(client, path, known=known) for kind, path in list_pages("en").items()
        }


def _client(base: str) -> httpx.Client:
    return httpx.Client(base_url=base, verify=TLS, timeout=30)


def _lines(
    sizes: Mapping[str, Size], first: Times, used: Times, kept: Times, *, firsts: int
) -> Iterator[str]:
    yield "# The weight and the speed of the pages"
    yield ""
    yield "Written by `make bench-pages`; not to be edited. Every kind of page of the packaged profiles"
    yield "is asked for on loopback, in English. Bytes are as sent, compressed by gzip; “all” adds the"
    yield "style sheet, the icon and the scripts that the page asks for, which a browser then keeps."
    yield f"A first answer is the first of a service just started, the median of {firsts} services; a kept one"
    yield f"has been given before, the median of {_ROUNDS}. The range stands behind. Times depend on the machine, and on"
    yield "who else works on it; what the processor itself had to do for a first answer does so less."
    yield ""
    for name, said in describe_this().items():
        yield f"- {name}: {said}"
    yield ""
    yield from _goals(sizes, first, used, kept)
    yield ""
    yield "| page | kB | kB, all | requests | elements | first answer, ms | its processor time, ms | kept answer, ms |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for kind, size in sizes.items():
        numbers = (
            f"{size.own / 1000:.1f} | {size.all / 1000:.1f} | {size.requests} | {size.elements:,}"
        )
        yield f"| {kind} | {numbers} | {_range(first[kind])} | {_range(used[kind])} | {_range(kept[kind])} |"


def _goals(sizes: Mapping[str, Size], first: Times, used: Times, kept: Times) -> Iterator[str]:
    heaviest = max((size.all, kind) for kind, size in sizes.items() if kind not in EDITOR)
    yield f"- Every page under {BYTES // 1000} kB, the editor apart: the heaviest, “{heaviest[1]}”, has {heaviest[0] / 1000:.1f} kB."
    named = {"first answers": first, "processor time of first answers": used, "kept answers": kept}
    for name, times in named.items():
        medians = {kind: statistics.median(found) for kind, found in times.items()}
        slow = [
            f"{kind} ({found * 1000:.0f} ms)" for kind, found in medians.items() if found > SECONDS
        ]
        said = f"not reached by {', '.join(slow)}" if slow else "all pages reach it"
        yield f"- Under {SECONDS * 1000:.0f} ms, {name}: {said}."


def _range(times: Sequence[float]) -> str:
    low, middle, high = (1000 * each for each in (min(times), statistics.median(times), max(times)))
    return f"{middle:.1f} ({low:.1f}–{high:.1f})"


def describe_this() -> dict[str, str]:
    """Return the machine, the versions and the moment."""
    names = ("mgi-graph", "pyoxigraph", "jinja2", "starlette", "uvicorn", "uvloop")
    return {**describe_machine(), "versions": list_versions(*names), **describe_moment()}


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def main() -> None:
    """Measure everything and write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--firsts", type=int, default=_FIRSTS, help="services that are started")
    parser.add_argument("--out", type=Path, default=_REPORT)
    options = parser.parse_args()
    times = measure_times(options.firsts)
    lines = _lines(measure_sizes(), *times, firsts=options.firsts)
    options.out.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
