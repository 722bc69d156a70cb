"""Write the validation report, most of which stands in that of the earlier dataset already."""

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple

from mgi_graph.rdf.serialisation import serialise_triples
from mgi_graph.validation import (
    ValidationReport,
    ValidationResult,
    describe_result,
    mint_result,
    outline_report,
)


def write_report(
    report: ValidationReport, copied: Iterable[ValidationResult], earlier: bytes | None
) -> bytes:
    """Return the report as :func:`mgi_graph.validation.serialise_report` does.

    ``copied`` are the very results in it of blocks that the earlier dataset has too; what
    ``earlier``, the report of that one, says of them is taken over. Sorting all of it anew
    would take longer than the rest of the report.
    """
    known = dict(_divide(earlier)[1]) if earlier is not None else {}
    same = set(map(id, copied))
    kept: list[tuple[bytes, bytes]] = []
    new: list[Triple] = list(outline_report(report))
    for result in report.results:
        subject = str(mint_result(result)).encode()
        if id(result) in same and subject in known:
            kept.append((subject, known[subject]))
        else:
            new += describe_result(result)
    head, written = _divide(serialise_triples(new, RdfFormat.TURTLE))
    return b"\n".join([head, *(text for _, text in sorted([*written, *kept]))]) + b"\n"


def _divide(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    r"""Take apart Turtle of which no literal has a line break: prefixes, and subjects with theirs.

    >>> _divide(b"@prefix a: <urn:a> .\n<urn:a> a:b a:c .\n<urn:b> a:b a:c .\n")[1]
    [(b'<urn:a>', b'<urn:a> a:b a:c .'), (b'<urn:b>', b'<urn:b> a:b a:c .')]
    """
    head, *rest = content.removesuffix(b"\n").split(b"\n<")
    return head, [(b"<" + each.partition(b" ")[0], b"<" + each) for each in rest]
