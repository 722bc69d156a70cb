"""Validate a dataset or files of a user against the shapes."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad

from mgi_graph.assets import SHAPES_DIR
from mgi_graph.errors import VocabularyError
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, VOCABULARY_FILES, read_graph
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.data import Data, Joined, Quads
from mgi_graph.validation.engines import Engine, EngineChoice, choose_engine
from mgi_graph.validation.explaining import explain_results
from mgi_graph.validation.files import LineIndex, read_files
from mgi_graph.validation.report import ValidationReport, ValidationResult
from mgi_graph.validation.results import RawResult, drop_disputed
from mgi_graph.validation.shapes import ShapesGraph
from mgi_graph.validation.targets import TargetCounter


class _Runner(Protocol):
    """Run an engine over one batch after the other."""

    def run(self, batch: Batch) -> set[RawResult]:
        """Return the results."""


class Validator:
    """Hold shapes and a background, prepared once, against which any number of batches is held.

    >>> Validator(engine="pyshacl").validate([]).conforms
    True
    """

    def __init__(
        self,
        background: Iterable[Quad] = (),
        *,
        shapes: Path = SHAPES_DIR,
        engine: EngineChoice = "auto",
    ) -> None:
        """Prepare everything; see :func:`validate`, whose arguments these are."""
        self.engine = choose_engine(engine, packaged_shapes=shapes == SHAPES_DIR)
        self._background = Quads(tuple(background))
        self._shapes = _read_shapes(shapes, _fingerprint(shapes))
        self._targets = TargetCounter(self._shapes.triples, self._background)
        self._runner = _prepare(self._shapes, self.engine)

    def validate(
        self,
        quads: Iterable[Quad],
        lines: LineIndex | None = None,
        *,
        beside: Iterable[Quad] = (),
    ) -> ValidationReport:
        """Validate some quads, all their named graphs taken together.

        Quads of one profile belong in one batch, and those of another may be in
        another; :meth:`ValidationReport.merged` puts the reports together. ``lines``
        says where in RDF files the quads stand. ``beside`` joins the background for
        this batch alone.
        """
        batch = self._begin(Quads(tuple(quads)), beside)
        results = self._find(batch, lines or LineIndex())
        return ValidationReport(results, self._targets.count(batch), self.engine)

    def find_results(
        self, data: Data, *, beside: Iterable[Quad] = ()
    ) -> tuple[ValidationResult, ...]:
        """Return the results of :meth:`validate`, without counting what the shapes target."""
        return self._find(self._begin(data, beside), LineIndex())

    def _begin(self, data: Data, beside: Iterable[Quad]) -> Batch:
        more = tuple(beside)
        background = Joined(self._background, Quads(more)) if more else self._background
        return Batch.before(background, data)

    def _find(self, batch: Batch, lines: LineIndex) -> tuple[ValidationResult, ...]:
        found = drop_disputed(self._runner.run(batch))
        results = {
            each for each in found if not batch.is_elsewhere(self._shapes.find_subject(each))
        }
        return explain_results(results, self._shapes, batch, lines)


def validate(
    quads: Iterable[Quad],
    *,
    background: Iterable[Quad] = (),
    shapes: Path = SHAPES_DIR,
    engine: EngineChoice = "auto",
) -> ValidationReport:
    """Validate a dataset, all its named graphs taken together.

    What is inferred may be among ``quads`` or not. ``background`` is what they
    refer to; nodes that it alone describes are not reported, and what ``quads``
    describe and type takes the place of its description there. Together they
    hold the classes of the ontology and their subclasses. ``shapes`` is a folder
    of Turtle files. ``engine`` is ``pyshacl``, ``fast`` or ``auto``, which is the fast
    one where it is installed and the shapes are the packaged ones. The same
    background and shapes as before are not prepared again.

    Raises :class:`mgi_graph.errors.MgiGraphError` where the shapes or the engine
    cannot be used.
    """
    behind = background if isinstance(background, tuple) else tuple(background)
    return _keep_validator(behind, shapes, _fingerprint(shapes), engine).validate(quads)


def validate_files(
    paths: Sequence[Path], *, shapes: Path = SHAPES_DIR, engine: EngineChoice = "auto"
) -> ValidationReport:
    """Validate RDF files, all of them together, in any format that their names tell.

    The packaged ontology and vocabularies are the background, as in
    :func:`validate`: files may refer to them, and may bring their own versions.

    Raises :class:`mgi_graph.errors.MgiGraphError` where a file cannot be read or
    no file has anything that the shapes are about.
    """
    files = read_files(paths)
    packaged = _read_packaged()
    validator = _keep_validator(packaged, shapes, _fingerprint(shapes), engine)
    report = validator.validate(files.quads, files.lines)
    if not report.checked:
        problem = (
            "nothing to validate: no profile, finding, place or other thing that the shapes are "
            "about; check that the prefix mgi: is <https://w3id.org/mgi-graph/ontology#>"
        )
        raise VocabularyError(", ".join(map(str, paths)), problem)
    return report


_Fingerprint = tuple[tuple[str, int, int], ...]


def _fingerprint(folder: Path) -> _Fingerprint:
    """Return what changes when a file of the folder does."""
    files = ((path.name, path.stat()) for path in sorted(folder.glob("*.ttl")))
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in files)


@lru_cache(maxsize=2)
def _read_shapes(folder: Path, fingerprint: _Fingerprint) -> ShapesGraph:  # noqa: ARG001
    return ShapesGraph.read(folder)


@lru_cache(maxsize=2)
def _prepare(shapes: ShapesGraph, engine: Engine) -> _Runner:
    # Each engine takes its time to load, and one of the two will do.
    if engine is Engine.FAST:
        from mgi_graph.validation.fast import FastRunner

        return FastRunner.of(shapes.graph, shapes.triples)
    from mgi_graph.validation.reference import ReferenceRunner

    return ReferenceRunner.of(shapes.graph)


@lru_cache(maxsize=2)
def _keep_validator(
    background: tuple[Quad, ...],
    shapes: Path,
    fingerprint: _Fingerprint,  # noqa: ARG001
    engine: EngineChoice,
) -> Validator:
    return Validator(background, shapes=shapes, engine=engine)


@lru_cache(maxsize=1)
def _read_packaged() -> tuple[Quad, ...]:
    return tuple(read_graph((*ONTOLOGY_FILES, *VOCABULARY_FILES), mint_graph("vocabularies")))
