"""Find out from a request who reads the answer: language, format and single parameters."""

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Final

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.errors import UnknownNameError
from mgi_graph.queries import LANGUAGES
from mgi_graph.web.http.causes import problem_for
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import Offer, choose_language, find_offer, negotiate
from mgi_graph.web.http.problems import not_acceptable, problem
from mgi_graph.web.http.responses import public_base
from mgi_graph.web.pages.rendering import Reader

LANGUAGE_PARAMETER = "language"
"""The parameter of a route whose address begins with the reader's language."""

PAGE_VARY = "Accept, Accept-Encoding, Accept-Language"
"""What an address depends on that also answers with a page in the reader's language."""

_EVERYWHERE: Final = re.compile(r"lang|fbclid|gclid|utm_[a-z_]+")
"""The parameters that every page takes: the language, and what others append to links to it."""


class _LanguageConvertor(Convertor[str]):
    """Match the tag of a language of the pages, ``{language:language}`` in a route."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """Return the tag."""
        return value

    def to_string(self, value: str) -> str:
        """Return the tag."""
        return value


class _OtherLanguageConvertor(_LanguageConvertor):
    """Match the tag of any other language (RFC 5646), ``{tag:other_language}`` in a route."""

    regex = rf"(?!(?:id|{'|'.join(LANGUAGES)})(?:/|$))[A-Za-z]{{2}}(?:-[A-Za-z0-9]{{2,8}})*"


register_url_convertor("language", _LanguageConvertor())
register_url_convertor("other_language", _OtherLanguageConvertor())


def read_reader(request: Request) -> Reader:
    """Return who reads, in the language of the address, of ``lang=`` or of ``Accept-Language``."""
    written = request.path_params.get(LANGUAGE_PARAMETER)
    if written is not None:
        path = request.url.path.partition(f"/{written}/")[2]
        return Reader(written, public_base(request), request.url.query, path)
    wanted = request.query_params.get("lang", "")
    if wanted not in LANGUAGES:
        wanted = choose_language(request.headers.get("accept-language"), LANGUAGES)
    return Reader(wanted, public_base(request), request.url.query)


def page_route(
    path: str, show: Callable[[Request], Awaitable[Response]], *parameters: str
) -> Route:
    """Return the route of a page below the reader's language that takes ``parameters`` only.

    Any other is a mistake, status 400: an answer that does not heed it would not say so.
    """

    @wraps(show)
    async def show_page(request: Request) -> Response:
        for name in request.query_params:
            if name not in parameters and not is_taken_everywhere(name):
                raise problem_for(UnknownNameError("parameter", name[:80], parameters))
        return await show(request)

    return Route(f"/{{{LANGUAGE_PARAMETER}:language}}{path}", show_page)


def is_taken_everywhere(name: str) -> bool:
    """Say whether every page takes a parameter of that name.

    >>> is_taken_everywhere("lang"), is_taken_everywhere("utm_source"), is_taken_everywhere("place")
    (True, True, False)
    """
    return _EVERYWHERE.fullmatch(name) is not None


def single_parameter(request: Request, name: str) -> str | None:
    """Return the one value of a parameter; raise a problem where it is given twice."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        told = tell("repeated", parameter=name, count=len(values))
        raise problem("parameter-repeated", told, parameter=name)
    return values[0] if values else None


def number_parameter(request: Request, name: str, least: int, most: int, default: int) -> int:
    """Return a whole number from ``least`` to ``most``; raise a problem for anything else."""
    text = single_parameter(request, name)
    if text is None or text == "":
        return default
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)):
        number = int(text)
        if least <= number <= most:
            return number
    value, expected = text[:80], f"a whole number from {least} to {most}"
    told = tell("no_number", parameter=name, value=value, least=least, most=most)
    raise problem("parameter-value", told, parameter=name, value=value, expected=expected)


def choose_offer(request: Request, offers: Sequence[Offer]) -> Offer:
    """Return the format of ``format=``, else the one that ``Accept`` likes best."""
    word = single_parameter(request, "format")
    if word:
        found = find_offer(word, offers)
        if found is None:
            raise not_acceptable(offers, "unknown_format", word[:80])
        return found
    found = negotiate(request.headers.get("accept"), offers)
    if found is None:
        raise not_acceptable(offers)
    return found
