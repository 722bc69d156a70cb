"""Write a validation report for people, in English, Spanish or French."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from mgi_graph.errors import ParameterError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.paths import write_path
from mgi_graph.validation.report import (
    Location,
    Node,
    Severity,
    ValidationReport,
    ValidationResult,
)

_LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class _Words:
    """Hold the fixed words of a report; a triple is for none, for one and for more."""

    severities: Mapping[Severity, str]
    counts: Mapping[Severity, tuple[str, str, str]]
    checked: tuple[str, str, str]
    conforms: str
    does_not_conform: str
    node: str
    path: str
    value: str
    shape: str
    colon: str


_WORDS = {
    "en": _Words(
        severities={
            Severity.VIOLATION: "violation",
            Severity.WARNING: "warning",
            Severity.INFO: "note",
        },
        counts={
            Severity.VIOLATION: ("no violations", "1 violation", "{} violations"),
            Severity.WARNING: ("no warnings", "1 warning", "{} warnings"),
            Severity.INFO: ("no notes", "1 note", "{} notes"),
        },
        checked=("no nodes checked", "1 node checked", "{} nodes checked"),
        conforms="Conforms",
        does_not_conform="Does not conform",
        node="node",
        path="path",
        value="value",
        shape="shape",
        colon=":",
    ),
    "es": _Words(
        severities={
            Severity.VIOLATION: "incumplimiento",
            Severity.WARNING: "advertencia",
            Severity.INFO: "nota",
        },
        counts={
            Severity.VIOLATION: ("ningún incumplimiento", "1 incumplimiento", "{} incumplimientos"),
            Severity.WARNING: ("ninguna advertencia", "1 advertencia", "{} advertencias"),
            Severity.INFO: ("ninguna nota", "1 nota", "{} notas"),
        },
        checked=("ningún nodo comprobado", "1 nodo comprobado", "{} nodos comprobados"),
        conforms="Conforme",
        does_not_conform="No conforme",
        node="nodo",
        path="ruta",
        value="valor",
        shape="forma",
        colon=":",
    ),
    "fr": _Words(
        severities={
            Severity.VIOLATION: "violation",
            Severity.WARNING: "avertissement",
            Severity.INFO: "note",
        },
        counts={
            Severity.VIOLATION: ("aucune violation", "1 violation", "{} violations"),
            Severity.WARNING: ("aucun avertissement", "1 avertissement", "{} avertissements"),
            Severity.INFO: ("aucune note", "1 note", "{} notes"),
        },
        checked=("aucun nœud vérifié", "1 nœud vérifié", "{} nœuds vérifiés"),
        conforms="Conforme",
        does_not_conform="Non conforme",
        node="nœud",
        path="chemin",
        value="valeur",
        shape="forme",
        colon=" :",
    ),
}


def write_text(
    report: ValidationReport, language: str = "en", paths: Mapping[str, str] | None = None
) -> str:
    """Write the report for people in ``en``, ``es`` or ``fr``.

    There is one block a distinct result and a line that sums up, without a line
    break at the end. ``paths`` gives for the names of source files the paths to
    show in their place. Raises :class:`mgi_graph.errors.ParameterError` for another
    language.
    """
    words = _WORDS.get(language)
    if words is None:
        raise ParameterError("language", language, f"one of {', '.join(_WORDS)}")
    blocks = ["\n".join(_write_result(result, language, paths or {})) for result in report.distinct]
    return "\n\n".join([*blocks, _write_summary(report, words)])


def _write_result(
    result: ValidationResult, language: str, paths: Mapping[str, str]
) -> Iterator[str]:
    words = _WORDS[language]
    place = _write_place(result, paths)
    severity = words.severities[result.severity]
    yield f"{place}{severity}{words.colon} {result.message(language)}"
    fields = {words.node: write_node(result.focus)}
    if result.path is not None:
        fields[words.path] = write_path(result.path, write_node)
    if result.value is not None and result.value != result.focus:
        fields[words.value] = write_node(result.value)
    fields[words.shape] = write_node(result.rule)
    if result.source is not None and result.file is not None:
        fields["RDF"] = str(result.file)
    width = max(map(len, (words.node, words.path, words.value, words.shape)))
    for label, text in fields.items():
        yield f"  {label:<{width}}  {text}"


def _write_place(result: ValidationResult, paths: Mapping[str, str]) -> str:
    if result.source is not None:
        return (
            f"{Location(paths.get(result.source.file, result.source.file), result.source.line)}: "
        )
    if result.file is not None:
        return f"{result.file}: "
    return "" if result.graph is None else f"{write_node(result.graph)}: "


def _write_summary(report: ValidationReport, words: _Words) -> str:
    counted = [Severity.VIOLATION, Severity.WARNING]
    if report.count(Severity.INFO):
        counted.append(Severity.INFO)
    counts = ", ".join(_count(report.count(each), words.counts[each]) for each in counted)
    verdict = words.conforms if report.conforms else words.does_not_conform
    semicolon = words.colon.replace(":", ";")
    return f"{verdict}{words.colon} {counts}{semicolon} {_count(report.checked, words.checked)}."


def _count(number: int, forms: tuple[str, str, str]) -> str:
    return forms[min(number, 2)].format(number)


_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def write_node(node: Node) -> str:
    """Write a term as Turtle does, with the usual prefixes and long texts cut short.

    >>> write_node(NamedNode("https://w3id.org/mgi-graph/shapes#FindingShape-domain"))
    'mgish:FindingShape-domain'
    >>> write_node(NamedNode("https://w3id.org/mgi-graph/id/place/col"))
    '<https://w3id.org/mgi-graph/id/place/col>'
    >>> write_node(Literal("Septiembre", language="es"))
    '"Septiembre"@es'
    """
    match node:
        case NamedNode():
            return _write_iri(node)
        case BlankNode():
            return str(node)
        case Literal():
            return _write_literal(node)


def _write_iri(iri: NamedNode) -> str:
    cut = max(iri.value.rfind("#"), iri.value.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri.value[:cut])
    local = iri.value[cut:]
    return f"{prefix}:{local}" if prefix and _LOCAL_NAME.fullmatch(local) else str(iri)


def _write_literal(literal: Literal) -> str:
    text = literal.value
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    quoted = str(Literal(text))
    if literal.language:
        return f"{quoted}@{literal.language}"
    if literal.datatype.value == PREFIXES["xsd"] + "string":
        return quoted
    return f"{quoted}^^{_write_iri(literal.datatype)}"
