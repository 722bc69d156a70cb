"""Report what went wrong as problem documents (RFC 9457).

This is the one place where errors become HTTP statuses. Handlers raise a
:class:`ProblemError`, or let the package's own errors pass, which
:func:`problem_for` turns into one.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

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
from mgi_graph.web.http.negotiation import Offer, negotiate
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS
from mgi_graph.workers.errors import (
    BusyError,
    CrashedError,
    MemoryLimitError,
    StoppedError,
    TimedOutError,
)

PROBLEM_TYPE: Final = "application/problem+json"
_PROBLEM_OFFERS: Final = (
    Offer(PROBLEM_TYPE, "problem", aliases=("application/json",)),
    Offer("text/html", "html"),
)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_MANY: Final = 20
"""The number of known names that a problem lists."""

_NEAR: Final = 40
"""The number of characters of a query that a problem repeats."""

_CACHED: Final = {404, 405, 410}
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


class ProblemError(Exception):
    """Carry a problem to the one handler that answers with it.

    ``extensions`` are members of the document beside the standard ones,
    ``headers`` headers of the response. :func:`problem` makes one from its code.
    """

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str,
        *,
        extensions: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, str] = _NOTHING,
    ) -> None:
        """Keep what the document will say; the error's text is its detail."""
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.extensions = dict(extensions)
        self.headers = dict(headers)
        super().__init__(detail)


def problem(
    code: str,
    detail: str,
    *,
    status: int | None = None,
    headers: Mapping[str, str] = _NOTHING,
    **extensions: object,
) -> ProblemError:
    """Return a problem of a kind listed in ``PROBLEM_KINDS``; extensions of ``None`` are left out.

    >>> problem("gone", "withdrawn in 2024").status
    410
    """
    kind = PROBLEM_KINDS[code]
    stated = {name: value for name, value in extensions.items() if value is not None}
    return ProblemError(
        status or kind.status, code, kind.title, detail, extensions=stated, headers=headers
    )


def method_not_allowed(method: str, allowed: Sequence[str]) -> ProblemError:
    """Return the problem of a method that an address does not support (RFC 9110, section 15.5.6).

    >>> method_not_allowed("PUT", ["GET", "HEAD"]).headers
    {'Allow': 'GET, HEAD'}
    """
    words = ", ".join(allowed)
    detail = f"{method} is not allowed here; use {words}"
    return problem("method-not-allowed", detail, headers={"Allow": words}, allowed=list(allowed))


def not_acceptable(offers: Sequence[Offer], detail: str | None = None) -> ProblemError:
    """Return the problem of an answer that the client takes in no format on offer."""
    available = list(dict.fromkeys(offer.media_type for offer in offers))
    said = detail or "none of the formats on offer is acceptable to the client"
    return problem(
        "not-acceptable", f"{said}; there are {', '.join(available)}", available=available
    )


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
    return found or problem("internal", "the request could not be answered; the cause is logged")


def _from_user(error: Exception, text: str | None, *, in_path: bool) -> ProblemError | None:
    match error:
        case QuerySyntaxError(line=line, column=column):
            detail = str(error).partition("\n")[0]
            near = _words_at(text, line, column)
            return problem("query-syntax", detail, line=line, column=column, near=near)
        case UnknownNameError(kind="graph", name=name, known=known, nearest=near):
            return _missing_graph(str(error), name, known, near, in_path=in_path)
        case UnknownNameError(kind=kind, name=name, known=known, nearest=near):
            return problem(
                "unknown-name",
                str(error),
                status=404 if in_path else 400,
                kind=kind,
                name=name,
                nearest=near,
                known=list(known[:_MANY]),
            )
        case ParameterError(name=name, value=value, expected=expected):
            return problem(
                "parameter-value", str(error), parameter=name, value=value, expected=expected
            )
        case ServiceRefusedError():
            return problem("service-refused", str(error))
        case StoreError():
            return problem("query-not-evaluated", str(error))
        case FormatError(available=available):
            return problem("not-acceptable", str(error), available=list(available))
    return None


def _missing_graph(
    detail: str, graph: str, known: Sequence[str], near: str | None, *, in_path: bool
) -> ProblemError:
    # SPARQL 1.1 Graph Store Protocol, section 5.2: a graph that is not there is 404.
    return problem(
        "graph-not-in-dataset",
        detail,
        status=404 if in_path else 400,
        graph=graph,
        nearest=near,
        known=list(known[:_MANY]),
    )


def _from_workers(error: Exception) -> ProblemError | None:
    match error:
        case BusyError(retry_after=wait):
            return problem("too-busy", str(error), headers=_retry(wait), retryAfter=max(1, wait))
        case TimedOutError(seconds=seconds):
            wait = math.ceil(seconds)
            return problem(
                "timed-out",
                str(error),
                headers=_retry(wait),
                retryAfter=max(1, wait),
                seconds=seconds,
            )
        case MemoryLimitError(limit_bytes=limit):
            return problem("out-of-memory", str(error), limitBytes=limit)
        case StoppedError():
            return problem("not-ready", str(error), headers=_retry(1))
        case CrashedError():
            return problem("engine-crashed", str(error))
    return None


def _retry(seconds: int) -> dict[str, str]:
    return {"Retry-After": str(max(1, seconds))}


def _from_status(error: HTTPException) -> ProblemError:
    headers = dict(error.headers or {})
    code = _CODES.get(error.status_code, "bad-request" if error.status_code < 500 else "internal")
    detail = PROBLEM_KINDS[code].meaning
    # The framework lists methods in the order of a set.
    allowed = sorted(word.strip() for word in headers.get("Allow", "").split(",") if word.strip())
    if allowed:
        headers["Allow"] = ", ".join(allowed)
    return problem(code, detail, status=error.status_code, headers=headers, allowed=allowed or None)


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


def problem_document(problem: ProblemError, instance: str | None = None) -> dict[str, object]:
    """Return the members of the problem document (RFC 9457, section 3).

    >>> problem_document(problem("gone", "withdrawn in 2024"), "/id/place/xyz")["instance"]
    '/id/place/xyz'
    """
    kind = PROBLEM_KINDS.get(problem.code)
    document: dict[str, object] = {
        "type": "about:blank" if kind is None else kind.iri,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if instance is not None:
        document["instance"] = instance
    return document | {
        name: value for name, value in problem.extensions.items() if name not in document
    }


def problem_response(
    problem: ProblemError,
    accept: str | None,
    instance: str | None = None,
    *,
    render: Callable[[Mapping[str, object]], str] | None = None,
) -> Response:
    """Return the response for a problem: JSON, or a page for a client that prefers HTML.

    ``render`` makes the page from the document; without it the answer is always
    JSON, as it is for a client that accepts neither (RFC 9110, section 15.5.7).
    """
    document = problem_document(problem, instance)
    headers = {"Cache-Control": "no-store"} | problem.headers
    if problem.status in _CACHED:
        headers["Cache-Control"] = "public, max-age=60"
    if render is None:
        return _json_response(document, problem.status, headers)
    headers["Vary"] = "Accept, Accept-Language"
    chosen = negotiate(accept, _PROBLEM_OFFERS)
    if chosen is None or chosen.format != "html":
        return _json_response(document, problem.status, headers)
    page = render(document).encode(errors="replace")
    return Response(page, problem.status, headers, "text/html; charset=utf-8")


def _json_response(
    document: Mapping[str, object], status: int, headers: Mapping[str, str]
) -> Response:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return Response(text.encode(errors="replace"), status, headers, PROBLEM_TYPE)
