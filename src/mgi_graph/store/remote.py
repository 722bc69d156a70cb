"""Ask a remote SPARQL 1.1 endpoint, through SPARQLWrapper."""

import ast
import math
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from mgi_graph.errors import QuerySyntaxError, StoreError
from mgi_graph.results import Boolean, Graph, Result, Solutions, gather
from mgi_graph.store.form import QueryForm, find_form
from mgi_graph.store.guard import may_call_service
from mgi_graph.store.syntax import check_syntax

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.error import HTTPError

    from SPARQLWrapper import SPARQLWrapper

_ACCEPT_RESULTS: Final = "application/sparql-results+json"
_ACCEPT_TRIPLES: Final = (
    "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7"
)
_FIRST_WORDS: Final = 200
_CHUNK: Final = 1 << 16
_BAD_REQUEST: Final = 400


class RemoteStore:
    """Answer queries from a remote endpoint.

    What its default graph is, is the endpoint's affair. An Oxigraph server with
    ``--union-default-graph`` gives the union of its graphs, with a triple as often as
    graphs have it, and does not heed ``FROM``. ``SERVICE`` is the endpoint's affair too.
    """

    def __init__(self, endpoint: str, *, timeout: float = 60.0) -> None:
        """Keep the endpoint's URL and how many seconds a whole answer may take.

        Nothing is sent yet. Raises :class:`~mgi_graph.errors.StoreError` for what is
        no HTTP URL.
        """
        if not _is_http_url(endpoint):
            msg = (
                f"{endpoint}: not an endpoint; expected a URL that begins with http:// or https://"
            )
            raise StoreError(msg)
        self.endpoint = endpoint
        self.timeout = timeout

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`.

        The query is sent by POST. An answer that is cut short, of another kind
        than the query asks for, or too late is an error.
        """
        form = find_form(text)
        body, media_type = self._post(text, form)
        try:
            if form.answers_with_triples:
                return Graph.of(_parse_triples(body, media_type))
            result = gather(parse_query_results(body, QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as err:
            msg = (
                f"{self.endpoint}: the answer cannot be read: {err}; expected "
                f"{_expected(form)}, whole; got {media_type or 'no media type'}: "
                f"{_first_words(body)}"
            )
            raise StoreError(msg) from err
        if isinstance(result, Solutions if form is QueryForm.ASK else Boolean):
            msg = f"{self.endpoint}: the answer is not one to a query of the form {form}"
            raise StoreError(msg)
        return result

    def _post(self, text: str, form: QueryForm) -> tuple[bytes, str]:
        from http.client import HTTPException
        from urllib.error import HTTPError

        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        deadline = time.monotonic() + self.timeout
        try:
            response: HTTPResponse = self._request(text, form).query().response
            with response:
                return self._read(response, deadline), response.headers.get_content_type()
        except SPARQLWrapperException as err:
            raise self._refusal(text, *_status_and_body(err)) from err
        except HTTPError as err:
            raise self._refusal(text, err.code, _body_of(err)) from err
        except TimeoutError as err:
            raise self._too_slow() from err
        except (OSError, HTTPException, ValueError) as err:
            reason = getattr(err, "reason", err)
            if isinstance(reason, TimeoutError):
                raise self._too_slow() from err
            msg = f"{self.endpoint}: no answer: {reason}; is the address right and the service up?"
            raise StoreError(msg) from err

    def _request(self, text: str, form: QueryForm) -> "SPARQLWrapper":
        from SPARQLWrapper import POST, SPARQLWrapper

        request = SPARQLWrapper(self.endpoint)
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.addCustomHttpHeader(
            "Accept", _ACCEPT_TRIPLES if form.answers_with_triples else _ACCEPT_RESULTS
        )
        # Set without setQuery, which guesses the form with a regular expression and warns.
        request.queryString = text
        request.queryType = str(form)
        request.setTimeout(math.ceil(self.timeout))
        return request

    def _read(self, response: "HTTPResponse", deadline: float) -> bytes:
        chunks = []
        while chunk := response.read1(_CHUNK):
            chunks.append(chunk)
            if time.monotonic() > deadline:
                raise self._too_slow()
        if response.length:
            msg = f"{self.endpoint}: the answer was cut short: {response.length} bytes are missing"
            raise StoreError(msg)
        return b"".join(chunks)

    def _too_slow(self) -> StoreError:
        return StoreError(
            f"{self.endpoint}: no whole answer within {self.timeout:g} s; "
            "ask for less, or allow more time"
        )

    def _refusal(self, text: str, status: int, body: bytes) -> Exception:
        words = f"{self.endpoint}: HTTP status {status}: {_first_words(body)}"
        if status != _BAD_REQUEST:
            return StoreError(words)
        try:
            if not may_call_service(text):
                check_syntax(text)
        except QuerySyntaxError as err:
            return err
        return QuerySyntaxError(f"refused by the endpoint: {words}")


def _is_http_url(text: str) -> bool:
    """Say whether ``text`` is an HTTP URL with a host and, if any, a possible port.

    >>> _is_http_url("http://127.0.0.1:7878/query"), _is_http_url("file:///etc/hosts")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _parse_triples(body: bytes, media_type: str) -> list[Triple]:
    format_ = RdfFormat.from_media_type(media_type)
    if format_ is None:
        msg = "not a format of RDF"
        raise ValueError(msg)
    quads = list(parse(body, format_))
    return [Triple(each.subject, each.predicate, each.object) for each in quads]


def _expected(form: QueryForm) -> str:
    return "N-Triples or Turtle" if form.answers_with_triples else "SPARQL JSON results"


def _body_of(err: "HTTPError") -> bytes:
    from http.client import HTTPException

    with err:
        try:
            return err.read()
        except (OSError, HTTPException):
            return b""


def _status_and_body(err: Exception) -> tuple[int, bytes]:
    """Return what SPARQLWrapper keeps only in the text of its exception and in its context."""
    from urllib.error import HTTPError

    status = 0
    if isinstance(err.__context__, HTTPError):
        status = err.__context__.code
        err.__context__.close()
    _, _, body = str(err).partition("\n\nResponse:\n")
    return status, ast.literal_eval(body) if body else b""


def _first_words(body: bytes) -> str:
    r"""Return the beginning of a body on one line.

    >>> _first_words(b"<html>\n <h1>Down</h1>")
    "'<html> <h1>Down</h1>'"
    """
    words = " ".join(body[: 4 * _FIRST_WORDS].decode(errors="replace").split())
    if not words:
        return "(an empty body)"
    return repr(words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS] + "…")
