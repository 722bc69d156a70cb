"""Validate a dataset or files of a user against the shapes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import Quad

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.errors import VocabularyError
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.validation.files import LineIndex, read_files
from mgi_graph.validation.report import ValidationReport


def validate(
    quads: Iterable[Quad], *, background: Iterable[Quad] = (), shapes: Path = SHAPES_DIR
) -> ValidationReport:
    """Validate a dataset, all its named graphs taken together.

    What is inferred may be among ``quads`` or not. ``background`` is what they
    refer to; nodes that it alone describes are not reported, and what ``quads``
    describe and type takes the place of its description there. Together they
    hold the classes of the ontology and their subclasses. ``shapes`` is a folder
    of Turtle files.

    Raises :class:`mgi_graph.errors.MgiGraphError` where the shapes cannot be used.
    """
    from mgi_graph.validation.run import run_validation

    return run_validation(tuple(quads), tuple(background), LineIndex(), shapes)


def validate_files(paths: Sequence[Path], *, shapes: Path = SHAPES_DIR) -> ValidationReport:
    """Validate RDF files, all of them together, in any format that their names tell.

    The packaged ontology and vocabularies are the background, as in
    :func:`validate`: files may refer to them, and may bring their own versions.

    Raises :class:`mgi_graph.errors.MgiGraphError` where a file cannot be read or
    no file has anything that the shapes are about.
    """
    from mgi_graph.validation.run import run_validation

    files = read_files(paths)
    packaged = read_graph((*ONTOLOGY_FILES, *VOCABULARY_FILES), mint_graph("vocabularies"))
    report = run_validation(files.quads, tuple(packaged), files.lines, shapes)
    if not report.checked:
        problem = (
            "nothing to validate: no profile, finding, place or other thing that the shapes are "
            "about; check that the prefix mgi: is <https://w3id.org/mgi-graph/ontology#>"
        )
        raise VocabularyError(", ".join(map(str, paths)), problem)
    return report
