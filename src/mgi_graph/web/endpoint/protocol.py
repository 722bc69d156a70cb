"""Read requests of the SPARQL 1.1 Protocol (section 2), knowing no HTTP framework.

A request is its method, the bytes of its query string, its ``Content-Type`` and
the bytes of its body; what is read from them is a query, an update, or neither.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from mgi_graph.web.http.details import tell
from mgi_graph.web.http.negotiation import GRAPHS, NAMED_SOLUTIONS, find_offer
from mgi_graph.web.http.problems import ProblemError, method_not_allowed, problem

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
"""The methods of the endpoint."""

LONGEST_QUERY: Final = 64 * 1024
"""The bytes that the text of a query or an update may have in UTF-8, unless said otherwise."""

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_READ: Final = (QUERY, FORM)
_MOST_PARAMETERS: Final = 1000
_LONGEST_WORD: Final = 200
_LONGEST_HEADER: Final = 1000
_PERCENT: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_SECONDS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}")
_PARAMETER: Final = re.compile(r'\s*([^=\s]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s";]*)\s*')

Parameters = tuple[tuple[str, str], ...]
"""Names and values, in the order of the request."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """Hold a query operation (section 2.1): the query, and the dataset that the request names.

    ``format`` and ``timeout``, in seconds, are parameters of this service.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Hold an update operation (section 2.2)."""

    text: str
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()


def read_request(
    method: str,
    query_string: bytes,
    content_type: str | None,
    body: bytes,
    longest: int = LONGEST_QUERY,
) -> QueryRequest | UpdateRequest | None:
    """Return the operation that a request asks for, with a text of at most ``longest`` bytes.

    ``None`` stands for a ``GET`` or ``HEAD`` without an operation, which asks for
    the service description. Raises only
    :class:`~mgi_graph.web.http.problems.ProblemError`.

    >>> read_request("GET", b"query=ASK+%7B%7D", None, b"").text
    'ASK {}'
    """
    operation = _read_operation(method, query_string, content_type, body)
    if operation is not None:
        _refuse_length(operation.text, longest, in_address=method != "POST")
    return operation


def _read_operation(
    method: str, query_string: bytes, content_type: str | None, body: bytes
) -> QueryRequest | UpdateRequest | None:
    if method in {"GET", "HEAD"}:
        return _read_get(read_parameters(query_string))
    if method != "POST":
        raise method_not_allowed(method, METHODS)
    media_type = _media_type(content_type)
    in_address = read_parameters(query_string)
    if media_type == FORM:
        return _read_form(in_address, read_parameters(body))
    if media_type not in {QUERY, UPDATE}:
        raise _unsupported(
            "media_type" if media_type else "no_media_type", type=_shorten(media_type)
        )
    _refuse_operation_in_address(in_address, in_body=True)
    text = _decode(body.removeprefix(b"\xef\xbb\xbf"), "body")
    if media_type == UPDATE:
        return _update(text, in_address)
    return _query(text, in_address)


def read_parameters(encoded: bytes) -> Parameters:
    """Return the parameters of a query string or of a form, decoded once.

    Raises :class:`~mgi_graph.web.http.problems.ProblemError` for bytes that are not
    UTF-8, for a percent sign without two hexadecimal digits, and for too many
    parameters.

    >>> read_parameters(b"graph=urn%3Aa&default")
    (('graph', 'urn:a'), ('default', ''))
    """
    pairs = encoded.split(b"&", _MOST_PARAMETERS)
    if len(pairs) > _MOST_PARAMETERS:
        raise problem("bad-request", tell("many_parameters", most=f"{_MOST_PARAMETERS:,}"))
    return tuple(_decode_pair(pair) for pair in pairs if pair)


def read_once(parameters: Parameters, name: str) -> str | None:
    """Return the value of a parameter that may stand once; ``None`` where it is absent or empty.

    >>> read_once((("format", "csv"),), "format")
    'csv'
    """
    values = _values(parameters, name)
    if len(values) > 1:
        told = tell("repeated", parameter=name, count=len(values))
        raise problem("parameter-repeated", told, parameter=name)
    return next(iter(values), None) or None


def read_seconds(parameters: Parameters, name: str = "timeout") -> float | None:
    """Return a parameter that is a positive number of seconds, ``None`` where it is absent.

    >>> read_seconds((("timeout", "2.5"),))
    2.5
    """
    value = read_once(parameters, name)
    if value is None:
        return None
    seconds = float(value) if _SECONDS.fullmatch(value) else 0.0
    if seconds <= 0:
        expected = "a positive number of seconds, such as 5 or 0.5"
        shown = _shorten(value)
        told = tell("no_seconds", parameter=name, value=shown)
        raise problem("parameter-value", told, parameter=name, value=shown, expected=expected)
    return seconds


def _read_get(parameters: Parameters) -> QueryRequest | None:
    queries = _values(parameters, "query")
    if _values(parameters, "update"):
        # Section 2.2: an update is sent by POST only.
        raise method_not_allowed("GET", ("POST",), "method_update")
    if queries:
        return _query(_only(queries, "query"), parameters)
    if any(_graphs(parameters, name) for name in ("default-graph-uri", "named-graph-uri")):
        raise problem("query-missing", tell("dataset_without_query"))
    return None


def _read_form(in_address: Parameters, form: Parameters) -> QueryRequest | UpdateRequest:
    queries, updates = _values(form, "query"), _values(form, "update")
    _refuse_operation_in_address(in_address, in_body=bool(queries or updates))
    # Sections 2.1.2 and 2.2.1 put all parameters into the body; the W3C's case
    # query_post_form has those of the dataset in the address, so both are read.
    parameters = (*in_address, *form)
    if queries and updates:
        raise problem("query-repeated", tell("query_and_update"))
    if updates:
        return _update(_only(updates, "update"), parameters)
    if queries:
        return _query(_only(queries, "query"), parameters)
    raise problem("query-missing", tell("no_query"))


def _refuse_operation_in_address(in_address: Parameters, *, in_body: bool) -> None:
    stray = next((name for name, _ in in_address if name in {"query", "update"}), None)
    if stray is not None:
        told = tell("query_in_address", parameter=stray)
        raise problem("query-repeated" if in_body else "query-missing", told)


def _query(text: str, parameters: Parameters) -> QueryRequest:
    return QueryRequest(
        text,
        _graphs(parameters, "default-graph-uri"),
        _graphs(parameters, "named-graph-uri"),
        _read_format(parameters),
        read_seconds(parameters),
    )


def _read_format(parameters: Parameters) -> str | None:
    """Return the format that is asked for, which may be named more than once.

    SPARQLWrapper sends ``format=tsv&format=text/tab-separated-values``, and for JSON-LD a
    second value that names nothing. Values that name two formats are refused.
    """
    named = {
        (find_offer(value, NAMED_SOLUTIONS), find_offer(value, GRAPHS)): value
        for value in _values(parameters, "format")
    }
    named.pop((None, None), None)
    return next(iter(named.values())) if len(named) == 1 else read_once(parameters, "format")


def _update(text: str, parameters: Parameters) -> UpdateRequest:
    return UpdateRequest(
        text,
        _graphs(parameters, "using-graph-uri"),
        _graphs(parameters, "using-named-graph-uri"),
    )


def _refuse_length(text: str, longest: int, *, in_address: bool) -> None:
    length = len(text.encode())
    if length > longest:
        code = "uri-too-long" if in_address else "body-too-large"
        told = tell("query_too_long", length=f"{length:,}", most=f"{longest:,}")
        raise problem(code, told, limit=longest)


def _graphs(parameters: Parameters, name: str) -> tuple[str, ...]:
    # Forms of some clients send the parameter empty where the user chose no graph.
    return tuple(value for value in _values(parameters, name) if value)


def _values(parameters: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for each, value in parameters if each == name]


def _only(values: list[str], name: str) -> str:
    if len(values) > 1:
        raise problem("query-repeated", tell("repeated", parameter=name, count=len(values)))
    return values[0]


def _decode_pair(pair: bytes) -> tuple[str, str]:
    name, _, value = pair.partition(b"=")
    return _unescape(name), _unescape(value)


def _unescape(encoded: bytes) -> str:
    if _PERCENT.search(encoded):
        raise problem("not-utf-8", tell("percent"))
    return _decode(unquote_to_bytes(encoded.replace(b"+", b" ")), "parameter")


def _decode(encoded: bytes, what: str) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError as err:
        byte = f"{encoded[err.start]:02x}"
        told = tell(f"{what}_not_utf_8", byte=byte, offset=err.start)
        raise problem("not-utf-8", told) from err


def _media_type(content_type: str | None) -> str:
    """Return the media type in lower case; its charset must be UTF-8 (RFC 9110, section 8.3)."""
    media_type, _, rest = (content_type or "")[:_LONGEST_HEADER].partition(";")
    for part in rest.split(";"):
        found = _PARAMETER.fullmatch(part)
        if found is None or found[1].lower() != "charset":
            continue
        charset = found[2].strip('"').lower()
        if charset not in {"utf-8", "utf8"}:
            raise _unsupported("charset", charset=_shorten(charset))
    return media_type.strip().lower()


def _unsupported(words: str, **values: str) -> ProblemError:
    told = tell(words, available=", ".join(_READ), **values)
    # Linked Data Platform 1.0, section 7.1, registers the header.
    headers = {"Accept-Post": ", ".join(_READ)}
    return problem("media-type", told, headers=headers, available=list(_READ))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}…"
