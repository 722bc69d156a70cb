"""Find where in which source a finding stands, and which findings stand in a source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, SCHEMA, SPDX
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.workers.tasks import Answer

_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Quotation:
    """Say where a finding stands in one of its sources: positions as in ``Stretch``."""

    source: str
    language: str
    name: str
    sha256: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Name the file of a source document; ``length`` counts its characters."""

    iri: str
    name: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class LocateFinding:
    """Say where a finding stands: JSON, a list of quotations."""

    finding: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the quotations, none for what is no finding."""
        found = read_quotations(store, NamedNode(self.finding))
        return _answer([asdict(each) for each in found])


@dataclass(frozen=True, slots=True)
class LocateSource:
    """Say which file a source document is: JSON, a list of one or none."""

    source: str

    def run(self, store: DatasetStore) -> Answer:
        """Return the file, if there is one."""
        found = read_source_file(store, NamedNode(self.source))
        return _answer([] if found is None else [asdict(found)])


def _answer(found: list[dict[str, object]]) -> Answer:
    return Answer(json.dumps(found).encode(), "application/json")


def load_quotations(body: bytes) -> tuple[Quotation, ...]:
    """Return what :class:`LocateFinding` answered."""
    return tuple(Quotation(**each) for each in json.loads(body))


def load_source_file(body: bytes) -> SourceFile | None:
    """Return what :class:`LocateSource` answered."""
    found: list[Mapping[str, str]] = json.loads(body)
    return SourceFile(**found[0]) if found else None  # type: ignore[arg-type]


def read_quotations(store: DatasetStore, finding: NamedNode) -> tuple[Quotation, ...]:
    """Return the passages that a finding quotes, in the order of their languages."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?source ?language ?name ?sha256 ?line ?start ?end WHERE {{
          {finding} {PROV.wasQuotedFrom} ?passage .
          ?passage {OA.hasSource} ?source ; {DCTERMS.language} ?language ; {MGI.line} ?line ;
            {OA.hasSelector} ?selector .
          ?selector {OA.start} ?start ; {OA.end} ?end .
          ?source {SCHEMA.name} ?name ; {SPDX.checksum}/{SPDX.checksumValue} ?sha256 .
        }} ORDER BY ?language ?source ?start LIMIT {_MOST}""",
    )
    return tuple(
        Quotation(
            source=text_of(source),
            language=text_of(language),
            name=text_of(name),
            sha256=text_of(sha256).lower(),
            line=number_of(line),
            start=number_of(start),
            end=number_of(end),
        )
        for source, language, name, sha256, line, start, end in rows
    )


def read_source_file(store: DatasetStore, source: NamedNode) -> SourceFile | None:
    """Return the file of a source document, ``None`` for what is none."""
    rows = select(
        store,
        f"""SELECT ?name ?sha256 ?length WHERE {{
          {source} {SCHEMA.name} ?name ; {SPDX.checksum}/{SPDX.checksumValue} ?sha256 .
          OPTIONAL {{ {source} {MGI.length} ?length }}
        }} ORDER BY ?name LIMIT 1""",
    )
    for name, sha256, length in rows:
        digest = text_of(sha256).lower()
        return SourceFile(source.value, text_of(name), digest, number_of(length))
    return None


def text_of(term: Term | None) -> str:
    """Return the text of a literal, the IRI of a thing, nothing for nothing."""
    return term.value if isinstance(term, Literal | NamedNode) else ""


def number_of(term: Term | None) -> int:
    """Return a whole number, -1 for what is none."""
    text = text_of(term)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
