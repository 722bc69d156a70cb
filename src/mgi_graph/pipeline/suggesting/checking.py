"""Hold a curation file that is to be updated, or written, against what a build expects."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mgi_graph.errors import CurationError, ManyErrors, MgiGraphError
from mgi_graph.model import CuratedFinding, Curation, Profile, Thing
from mgi_graph.parsing import read_curation
from mgi_graph.pipeline.curation.files import UNDECIDED
from mgi_graph.pipeline.curation.fitting import (
    MisfitError,
    Vocabulary,
    add_thing,
    check_thing,
    fit,
)
from mgi_graph.pipeline.curation.loading import find_findings


def check_fit(
    curation: Curation,
    name: str,
    profile: Profile,
    vocabulary: Vocabulary,
    shared: Sequence[Thing],
) -> None:
    """Raise :class:`ManyErrors` with all that does not fit, as a build does."""
    known = {thing.slug: thing for thing in shared}
    errors: list[MgiGraphError] = []
    for thing in curation.things:
        errors += check_thing(curation.path, thing, vocabulary, known)
        add_thing(known, thing)
    for row, found in find_findings(curation, name, profile):
        if isinstance(found, MisfitError):
            errors.append(found)
        else:
            errors += fit(curation.path, row, found, vocabulary, known)[1]
    if errors:
        raise ManyErrors(errors)


def read_back(text: str, out: Path) -> Curation:
    """Read what is to be written to ``out``; raise :class:`CurationError` where it cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / out.name
        path.write_bytes(text.encode("utf-8"))
        try:
            return replace(read_curation(path), path=out)
        except MgiGraphError as err:
            problem = (
                f"not written, for what was to be written cannot be read: {_problem(err)}; "
                "lay the file out as a new one is, or give fewer findings"
            )
            raise CurationError(out, problem) from err


def _problem(err: MgiGraphError) -> str:
    first = err.errors[0] if isinstance(err, ManyErrors) else err
    return first.problem if isinstance(first, CurationError) else str(first)


def verify(
    before: Curation | None,
    after: Curation,
    name: str,
    profile: Profile,
    vocabulary: Vocabulary,
    shared: Sequence[Thing],
) -> None:
    """Hold what is to be written against what a build expects and what people decided."""
    check_fit(after, name, profile, vocabulary, shared)
    kept = {_decision(row) for row in after.findings}
    for row in before.findings if before is not None else ():
        if row.status not in UNDECIDED and _decision(row) not in kept:
            raise AssertionError(f"the decision on {row.finding} would be lost")


def _decision(row: CuratedFinding) -> tuple[object, ...]:
    return row.finding, row.words, row.status, row.indicators, row.suggestion
