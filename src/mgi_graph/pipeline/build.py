"""Build a dataset from source texts and write it, validated, in every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat

from mgi_graph.assets import CURATION_DIR, SHAPES_DIR
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.dataset import Dataset, assemble_dataset, read_background
from mgi_graph.pipeline.graphs import ONTOLOGY_GRAPH, VOCABULARIES_GRAPH
from mgi_graph.pipeline.output import CHECKSUMS, check_replaceable, replace_directory
from mgi_graph.pipeline.sources import copy_sources, find_sources
from mgi_graph.pipeline.suggesting.proposing import propose_for_build
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.rdf.vocabularies import read_graph
from mgi_graph.store import SOURCES_FOLDER
from mgi_graph.validation import ValidationReport, serialise_report, validate

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
    CHECKSUMS: "the SHA-256 of each file",
}
"""What a build writes, and what each file holds."""


@dataclass(frozen=True)
class BuildReport:
    """Tell what a build did; ``written`` is false where the data did not conform."""

    out: Path
    dataset: Dataset
    validation: ValidationReport
    written: bool


def build_dataset(sources: Sequence[Path], out: Path, curation: Path | None = None) -> BuildReport:
    """Build the dataset of ``sources`` and put it in the place of ``out``.

    No sources stand for the packaged ones; those, and a ``curation`` that is
    named, belong together with their curation files, so a row that does not fit
    is an error. What a profile without a curation file is about, and what it names,
    is proposed. Data with a violation is not written.

    Raises :class:`mgi_graph.errors.MgiGraphError`; ``out`` is then untouched.
    """
    check_replaceable(out)
    belong_together = curation is not None or not sources
    dataset = assemble_dataset(
        parse_sources(find_sources(sources)),
        read_background(),
        curation or CURATION_DIR,
        Strictness.ALL if belong_together else Strictness.DRIFT,
        propose=propose_for_build,
    )
    report = validate(dataset.quads)
    if report.conforms:
        with replace_directory(out) as folder:
            _write(dataset, report, folder)
            copy_sources((profile for _, profile in dataset.profiles), folder / SOURCES_FOLDER)
    return BuildReport(out, dataset, report, written=report.conforms)


def _write(dataset: Dataset, report: ValidationReport, folder: Path) -> None:
    quads = dataset.quads
    write_quads(quads, folder / "mgi.trig", RdfFormat.TRIG)
    union = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    write_quads(union, folder / "mgi.nt", RdfFormat.N_TRIPLES)
    write_quads(union, folder / "mgi.ttl", RdfFormat.TURTLE)
    write_quads(union, folder / "mgi.jsonld", RdfFormat.JSON_LD)
    for name, graph in (
        ("ontology.ttl", ONTOLOGY_GRAPH),
        ("vocabularies.ttl", VOCABULARIES_GRAPH),
    ):
        part = [quad for quad in dataset.asserted if quad.graph_name == graph]
        write_quads(part, folder / name, RdfFormat.TURTLE)
    shapes = read_graph(
        sorted(path.name for path in SHAPES_DIR.glob("*.ttl")), mint_graph("shapes"), SHAPES_DIR
    )
    write_quads(shapes, folder / "shapes.ttl", RdfFormat.TURTLE)
    (folder / "validation.ttl").write_bytes(serialise_report(report))
