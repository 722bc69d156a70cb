"""Show a source text with its line numbers, each finding in it marked and linked."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI, OA, PROV
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.addresses import page_of
from mgi_graph.web.pages.cards import STATUSES
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.subjects.profiles import read_profile_of_source
from mgi_graph.web.subjects.quotations import number_of, read_source_file
from mgi_graph.web.subjects.source_text import (
    Run,
    SourceLine,
    Stretch,
    mark_line,
    page_at,
)
from mgi_graph.workers.tasks import Answer

_MOST_MARKS: Final = 5000


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Show a page of the source document ``iri``; ``lines`` are those of that page.

    Without ``lines`` the page says that there is no text here. The answer's facts have
    ``known``, 0 where the dataset has no such source.
    """

    iri: str
    lines: tuple[SourceLine, ...] = ()
    page: int = 1
    pages: int = 1
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        source = NamedNode(self.iri)
        file = read_source_file(store, source)
        if file is None:
            return Answer(b"", "text/html", facts={"known": 0})
        marks = read_marks(store, source, self.lines, self.reader)
        lines = list(mark_lines(self.lines, marks))
        marked = (line.number for line, runs in lines if any(run.mark for run in runs))
        context = {
            "file": file,
            "profile": read_profile_of_source(store, source, self.reader),
            "language": self.iri.rpartition("/")[2],
            "lines": lines,
            "first_line": next(marked, 0),
            "page": self.page,
            "pages": self.pages,
            "plain": plain_address(self.iri, self.reader),
        }
        page = render("subjects/source.html", self.reader, context)
        return Answer(page, "text/html", facts={"known": 1})


def mark_lines(
    lines: Iterable[SourceLine], marks: Sequence[Stretch]
) -> Iterator[tuple[SourceLine, tuple[Run, ...]]]:
    """Mark lines in their order; ``marks`` are in that of where they begin."""
    waiting = deque(marks)
    for line in lines:
        while waiting and waiting[0].end <= line.start:
            waiting.popleft()
        here = takewhile(lambda each: each.start < line.end, waiting)  # noqa: B023 (used at once)
        yield line, mark_line(line, tuple(here))


def read_marks(
    store: DatasetStore, source: NamedNode, lines: tuple[SourceLine, ...], reader: Reader
) -> list[Stretch]:
    """Return the stretches of the findings that stand in these lines."""
    if not lines:
        return []
    rows = select(
        store,
        f"""SELECT DISTINCT ?finding ?status ?start ?end WHERE {{
          VALUES ?status {{ {" ".join(map(str, STATUSES))} }}
          ?passage {OA.hasSource} {source} ; {OA.hasSelector} ?selector .
          ?finding {PROV.wasQuotedFrom} ?passage ; a ?status ; {MGI.statement} ?statement .
          ?selector {OA.start} ?start ; {OA.end} ?end .
          FILTER(?start < {lines[-1].end + 1} && ?end > {lines[0].start})
        }} ORDER BY ?start LIMIT {_MOST_MARKS}""",
    )
    return [
        Stretch(
            number_of(start),
            number_of(end),
            page_of(finding.value, reader),
            finding.value.removeprefix(f"{ID}finding/"),
            STATUSES[status],
        )
        for finding, status, start, end in rows
        if isinstance(finding, NamedNode) and isinstance(status, NamedNode)
    ]


def plain_address(iri: str, reader: Reader) -> str:
    """Return the address of a source's bytes.

    >>> plain_address("https://w3id.org/mgi-graph/id/source/col-medellin-2022/en", Reader())
    '/mgi-graph/sources/col-medellin-2022/en.txt'
    """
    return f"{reader.root}/sources/{iri.removeprefix(f'{ID}source/')}.txt"


def line_address(iri: str, line: int, start: int, reader: Reader) -> str:
    """Return the address of a line, which begins at ``start``, in the page of a source."""
    page = page_at(start)
    search = f"?page={page}" if page > 1 else ""
    return f"{page_of(iri, reader)}{search}#L{line}"
