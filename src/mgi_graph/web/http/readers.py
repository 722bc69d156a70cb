"""Find out from a request who reads the answer: language, format and single parameters."""

from collections.abc import Sequence

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request

from mgi_graph.queries import LANGUAGES
from mgi_graph.web.http.negotiation import Offer, choose_language, find_offer, negotiate
from mgi_graph.web.http.problems import not_acceptable, problem
from mgi_graph.web.http.responses import public_base
from mgi_graph.web.pages.rendering import Reader

LANGUAGE_PARAMETER = "language"
"""The parameter of a route whose address begins with the reader's language."""

PAGE_VARY = "Accept, Accept-Encoding, Accept-Language"
"""What an address depends on that also answers with a page in the reader's language."""


class _LanguageConvertor(Convertor[str]):
    """Match the tag of a language of the pages, ``{language:language}`` in a route."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """Return the tag."""
        return value

    def to_string(self, value: str) -> str:
        """Return the tag."""
        return value


register_url_convertor("language", _LanguageConvertor())


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


def single_parameter(request: Request, name: str) -> str | None:
    """Return the one value of a parameter; raise a problem where it is given twice."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        msg = f"the parameter {name} is given {len(values)} times; give it once"
        raise problem("parameter-repeated", msg, parameter=name)
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
    expected = f"a whole number from {least} to {most}"
    msg = f"parameter {name}: {text[:80]!r} is not {expected}"
    raise problem("parameter-value", msg, parameter=name, value=text[:80], expected=expected)


def choose_offer(request: Request, offers: Sequence[Offer]) -> Offer:
    """Return the format of ``format=``, else the one that ``Accept`` likes best."""
    word = single_parameter(request, "format")
    if word:
        found = find_offer(word, offers)
        detail = f"there is no format {word[:80]!r} here"
    else:
        found = negotiate(request.headers.get("accept"), offers)
        detail = None
    if found is None:
        raise not_acceptable(offers, detail)
    return found
