"""Turn errors into problems: the one place where they become HTTP statuses."""

import math
from typing import Final

from starlette.exceptions import HTTPException

from mgi_graph.errors import (
    FormatError,
    ManyErrors,
    ParameterError,
    QuerySyntaxError,
    ServiceRefusedError,
    StoreError,
    UnknownNameError,
)
from mgi_graph.store.lexer import offset_of, tokenise
from mgi_graph.store.sending import EndpointError, NoAnswerError
from mgi_graph.web.http.details import Detail, tell
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.web.http.problems import ProblemError, problem
from mgi_graph.web.pages.texts import load_texts
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    StoppedError,
    TimedOutError,
)

_MANY: Final = 20
"""The number of known names that a problem lists."""

_NEAR: Final = 40
"""The number of characters of a query that a problem repeats."""

_ENGINE_WAIT: Final = 5
"""Seconds after which an engine that gave no answer may be asked again."""

_CODES: Final = {
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    410: "gone",
    413: "body-too-large",
    414: "uri-too-long",
    415: "media-type",
    429: "too-busy",
    431: "headers-too-large",
    503: "not-ready",
}
"""The code for a bare status, as the framework raises it."""


def problem_for(
    error: Exception, query_text: str | None = None, *, in_path: bool = False
) -> ProblemError:
    """Return the problem for any error.

    ``query_text`` is the query that a syntax error is about, ``in_path`` says that
    an unknown name was part of the path, so that the status is 404. An error that
    is not foreseen is an internal one, whose text is not shown.
    """
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, ManyErrors) and error.errors:
        first = problem_for(error.errors[0], query_text, in_path=in_path)
        first.extensions["errors"] = [str(each) for each in error.errors]
        return first
    if isinstance(error, HTTPException):
        return _from_status(error)
    found = _from_user(error, query_text, in_path=in_path) or _from_workers(error)
    return found or problem("internal", tell("internal"))


def _from_user(error: Exception, text: str | None, *, in_path: bool) -> ProblemError | None:
    detail = str(error)
    match error:
        case QuerySyntaxError(line=line, column=column):
            near = _words_at(text, line, column)
            detail = detail.partition("\n")[0]
            told = _tell_syntax(error)
            return problem("query-syntax", told, detail=detail, line=line, column=column, near=near)
        case UnknownNameError():
            return _unknown_name(error, in_path=in_path)
        case ParameterError(name=name, value=value, expected=expected):
            return problem(
                "parameter-value",
                tell("wrong_value", expected=expected, parameter=name, value=value),
                detail=detail,
                parameter=name,
                value=value,
                expected=expected,
            )
        case ServiceRefusedError():
            return problem("service-refused", tell("no_service"), detail=detail)
        case NoAnswerError():
            return problem("engine-silent", tell("engine_silent"), headers=_retry(_ENGINE_WAIT))
        case EndpointError():
            return problem("engine-refused", tell("engine_refused", quoted=detail), detail=detail)
        case StoreError():
            told = tell("not_evaluated", quoted=detail)
            return problem("query-not-evaluated", told, detail=detail)
        case FormatError(available=available):
            told = tell("format_cannot_hold", available=", ".join(available))
            return problem("not-acceptable", told, detail=detail, available=list(available))
    return None


def _tell_syntax(error: QuerySyntaxError) -> Detail:
    quoted = error.problem.partition("\n")[0]
    if error.line is None:
        return tell("syntax", quoted=quoted)
    return tell("syntax_at", quoted=quoted, line=error.line, column=error.column)


def _unknown_name(error: UnknownNameError, *, in_path: bool) -> ProblemError:
    # SPARQL 1.1 Graph Store Protocol, section 5.2: a graph that is not there is 404.
    status = 404 if in_path else 400
    known = list(error.known[:_MANY])
    words = f"kind_{error.kind}"
    kind = Detail(words if words in load_texts() else "kind_any")
    told, detail = tell("unknown", kind=kind, name=error.name), str(error)
    if error.kind == "graph":
        return problem(
            "graph-not-in-dataset",
            told,
            detail=detail,
            status=status,
            graph=error.name,
            nearest=error.nearest,
            known=known,
        )
    return problem(
        "unknown-name",
        told,
        detail=detail,
        status=status,
        kind=error.kind,
        name=error.name,
        nearest=error.nearest,
        known=known,
    )


def _from_workers(error: Exception) -> ProblemError | None:
    detail = str(error)
    match error:
        case BusyError(retry_after=wait):
            wait = max(1, wait)
            told = tell("busy", seconds=wait)
            return problem("too-busy", told, detail=detail, headers=_retry(wait), retryAfter=wait)
        case TimedOutError(seconds=seconds):
            wait = max(1, math.ceil(seconds))
            return problem(
                "timed-out",
                tell("took_too_long", seconds=f"{seconds:g}"),
                detail=detail,
                headers=_retry(wait),
                retryAfter=wait,
                seconds=seconds,
            )
        case MemoryLimitError(limit_bytes=limit):
            told = tell("too_much_memory", megabytes=f"{limit // 2**20:,}")
            return problem("out-of-memory", told, detail=detail, limitBytes=limit)
        case StoppedError():
            return problem("not-ready", tell("stopping"), detail=detail, headers=_retry(1))
        case CrashedError():
            return problem("engine-crashed", tell("crashed"), detail=detail)
    return None


def _retry(seconds: int) -> dict[str, str]:
    return {"Retry-After": str(seconds)}


def _from_status(error: HTTPException) -> ProblemError:
    headers = dict(error.headers or {})
    code = _CODES.get(error.status_code, "bad-request" if error.status_code < 500 else "internal")
    told = Detail(f"{PROBLEM_KINDS[code].words}_meaning")
    # The framework lists methods in the order of a set.
    allowed = sorted(word.strip() for word in headers.get("Allow", "").split(",") if word.strip())
    if allowed:
        headers["Allow"] = ", ".join(allowed)
    return problem(code, told, status=error.status_code, headers=headers, allowed=allowed or None)


def _words_at(text: str | None, line: int | None, column: int | None) -> str | None:
    r"""Return the words of a query at a place, to the end of the line at most.

    >>> _words_at("ASK {\n ?s ?p }", 2, 5)
    '?p }'
    >>> _words_at("ASK { ?s ?p", 1, 12)
    '?p'
    """
    if text is None or line is None or column is None:
        return None
    offset = offset_of(text, line, column)
    words = text[offset : offset + _NEAR].partition("\n")[0].strip()
    if words:
        return words
    before = [token.text for token in tokenise(text) if token.end <= offset]
    return before[-1][:_NEAR] if before else None
