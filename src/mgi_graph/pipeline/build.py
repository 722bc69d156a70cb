"""Build a dataset from source texts and write it, validated, in every format.

The profiles are read, arranged and converted a few at a time, in several processes where
there are many; what an earlier build made of the same texts is copied.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat

from mgi_graph.assets import CURATION_DIR, SHAPES_DIR
from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.arranging import Notice
from mgi_graph.pipeline.building.assembly import Assembled, Assembly
from mgi_graph.pipeline.building.crew import Crew, count_cores
from mgi_graph.pipeline.building.files import DamagedError
from mgi_graph.pipeline.building.index import INDEX
from mgi_graph.pipeline.building.reporting import write_report
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.output import (
    CHECKSUMS,
    check_replaceable,
    read_unchanged,
    replace_directory,
)
from mgi_graph.pipeline.sources import copy_sources, find_sources
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.rdf.vocabularies import read_graph
from mgi_graph.store import SOURCES_FOLDER
from mgi_graph.validation import ValidationReport

FILES = {
    "mgi.trig": "the dataset in its named graphs",
    "mgi.nt": "everything, asserted and inferred, as N-Triples",
    "mgi.ttl": "everything, asserted and inferred, as Turtle",
    "mgi.jsonld": "everything, asserted and inferred, as JSON-LD",
    "ontology.ttl": "the classes and properties, and their alignments",
    "vocabularies.ttl": "framework, domains, indicators, places, bodies and other concepts",
    "shapes.ttl": "the SHACL shapes that the dataset was held against",
    "validation.ttl": "the SHACL validation report",
    f"{SOURCES_FOLDER}/": "the texts of the profiles, byte for byte",
    INDEX: "what each part was made from, for the next build",
    CHECKSUMS: "the SHA-256 of each file",
}
"""What a build writes, and what each file holds."""

FEW = 40
"""Sources that one process builds sooner than several that have to be started."""


@dataclass(frozen=True)
class BuildReport:
    """Tell what a build did; ``written`` is false where the data did not conform."""

    out: Path
    assembled: Assembled
    validation: ValidationReport
    written: bool


class _DoesNotConformError(Exception):
    """Leave the output as it is."""


def build_dataset(
    sources: Sequence[Path],
    out: Path,
    curation: Path | None = None,
    *,
    jobs: int | None = None,
    notice: Notice = lambda *_: None,
) -> BuildReport:
    """Build the dataset of ``sources`` and put it in the place of ``out``.

    No sources stand for the packaged ones; those, and a ``curation`` that is
    named, belong together with their curation files, so a row that does not fit
    is an error. What a profile without a curation file is about, and what it names,
    is proposed. Data with a violation is not written.

    ``jobs`` is the number of processes; if it is not given, there is one for a few sources and
    one a core for many. The result does not depend on it, nor on what was in ``out`` before.
    ``notice`` is told how far the build is.

    Raises :class:`mgi_graph.errors.MgiGraphError`; ``out`` is then untouched.
    """
    check_replaceable(out)
    paths = find_sources(sources)
    belong_together = curation is not None or not sources
    strictness = Strictness.ALL if belong_together else Strictness.DRIFT

    def build(*, again: bool) -> BuildReport:
        crew = Crew(jobs or (1 if len(paths) < FEW else count_cores()))
        assembly = Assembly(crew, curation or CURATION_DIR, strictness, notice)
        return _build(paths, out, assembly, again)

    try:
        return build(again=False)
    except DamagedError:
        # Somebody changed the earlier files, which are then of no use.
        return build(again=True)


def _build(paths: Sequence[Path], out: Path, assembly: Assembly, anew: bool) -> BuildReport:
    digests: dict[str, str] = {}
    report: BuildReport | None = None
    # The processes end before what they may be reading or writing is taken away.
    with (
        suppress(_DoesNotConformError),
        replace_directory(out, digests) as folder,
        assembly.crew,
    ):
        earlier = None if anew else out
        assembled = assembly.assemble(paths, folder, earlier)
        validation = assembled.validation
        report = BuildReport(out, assembled, validation, written=validation.conforms)
        if not validation.conforms:
            raise _DoesNotConformError
        digests.update(assembled.digests)
        before = earlier if assembled.software_is_the_same else None
        _write_constant(folder, before)
        _write_report(folder, assembled, before)
        copied = copy_sources((each for _, each in assembled.profiles), folder / SOURCES_FOLDER)
        digests.update({f"{SOURCES_FOLDER}/{name}": digest for name, digest in copied.items()})
    if report is None:
        raise AssertionError("a build ends with a report or an error")
    return report


def _write_constant(folder: Path, earlier: Path | None) -> None:
    """Write what depends on the software alone, copied from ``earlier`` if the same wrote that."""
    background = read_background()
    graphs: dict[str, Callable[[], Iterable[Quad]]] = {
        "ontology.ttl": lambda: background.ontology,
        "vocabularies.ttl": lambda: background.vocabularies,
        "shapes.ttl": _read_shapes,
    }
    for name, quads in graphs.items():
        content = None if earlier is None else read_unchanged(earlier, name)
        if content is None:
            write_quads(quads(), folder / name, RdfFormat.TURTLE)
        else:
            (folder / name).write_bytes(content)


def _write_report(folder: Path, assembled: Assembled, earlier: Path | None) -> None:
    name = "validation.ttl"
    known = None if earlier is None else read_unchanged(earlier, name)
    content = write_report(assembled.validation, assembled.copied_results, known)
    (folder / name).write_bytes(content)


def _read_shapes() -> list[Quad]:
    names = sorted(path.name for path in SHAPES_DIR.glob("*.ttl"))
    return read_graph(names, mint_graph("shapes"), SHAPES_DIR)
