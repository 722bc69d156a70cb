"""Report what went wrong as problem documents (RFC 9457).

Handlers raise a :class:`ProblemError`, or let the package's own errors pass, which
:mod:`mgi_graph.web.http.causes` turns into one. Documents are for programs and in English;
pages tell the same in the language of their reader.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

from mgi_graph.web.http.details import Detail, tell
from mgi_graph.web.http.negotiation import Offer, negotiate
from mgi_graph.web.http.problem_kinds import PROBLEM_KINDS

PROBLEM_TYPE: Final = "application/problem+json"
_PROBLEM_OFFERS: Final = (
    Offer(PROBLEM_TYPE, "problem", aliases=("application/json",)),
    Offer("text/html", "html"),
)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_CACHED: Final = {404, 405, 410}


class ProblemError(Exception):
    """Carry a problem to the one handler that answers with it.

    ``detail`` is what the document says, ``told`` what pages say. ``extensions`` are members
    of the document beside the standard ones, ``headers`` headers of the response.
    :func:`problem` makes one from its code.
    """

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str,
        *,
        told: Detail | None = None,
        extensions: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, str] = _NOTHING,
    ) -> None:
        """Keep what the document will say; the error's text is its detail."""
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.told = told
        self.extensions = dict(extensions)
        self.headers = dict(headers)
        super().__init__(detail)


def problem(
    code: str,
    told: Detail,
    *,
    detail: str | None = None,
    status: int | None = None,
    headers: Mapping[str, str] = _NOTHING,
    **extensions: object,
) -> ProblemError:
    """Return a problem of a kind listed in ``PROBLEM_KINDS``; extensions of ``None`` are left out.

    ``detail`` is what the document says where that is more than the English of ``told``.

    >>> problem("gone", tell("no_static")).status
    410
    """
    kind = PROBLEM_KINDS[code]
    stated = {name: value for name, value in extensions.items() if value is not None}
    return ProblemError(
        status or kind.status,
        code,
        kind.title(),
        detail or told.say("en"),
        told=told,
        extensions=stated,
        headers=headers,
    )


def method_not_allowed(method: str, allowed: Sequence[str], words: str = "method") -> ProblemError:
    """Return the problem of a method that an address does not support (RFC 9110, section 15.5.6).

    >>> method_not_allowed("PUT", ["GET", "HEAD"]).headers
    {'Allow': 'GET, HEAD'}
    """
    listed = ", ".join(allowed)
    told = tell(words, method=method, allowed=listed)
    return problem("method-not-allowed", told, headers={"Allow": listed}, allowed=list(allowed))


def not_acceptable(
    offers: Sequence[Offer], words: str = "no_format", asked: str = ""
) -> ProblemError:
    """Return the problem of an answer that the client takes in no format on offer.

    ``words`` tell it; ``asked`` is the format that was asked for by name, if one was.
    """
    available = list(dict.fromkeys(offer.media_type for offer in offers))
    told = tell(words, available=", ".join(available), format=asked)
    return problem("not-acceptable", told, available=available)


def problem_document(problem: ProblemError, instance: str | None = None) -> dict[str, object]:
    """Return the members of the problem document (RFC 9457, section 3).

    >>> problem_document(problem("gone", tell("no_static")), "/id/place/xyz")["instance"]
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
