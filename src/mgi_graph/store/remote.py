"""Ask a remote SPARQL 1.1 endpoint, and tell a whole answer from anything else."""

import re
from collections.abc import Callable
from typing import Final, TypeVar

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.results import EngineAnswer, Result, Solutions, gather
from mgi_graph.store.form import QueryForm, find_form
from mgi_graph.store.guard import may_call_service
from mgi_graph.store.sending import (
    EndpointError,
    HttpSender,
    NoAnswerError,
    Question,
    Reply,
    Sender,
)
from mgi_graph.store.syntax import check_syntax

_ACCEPT_RESULTS: Final = "application/sparql-results+json"
_ACCEPT_TRIPLES: Final = (
    "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7"
)
_EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_LIMIT: Final = re.compile(r"\bLIMIT\s+(\d+)\b[^{}]*\Z", re.IGNORECASE)
_FIRST_WORDS: Final = 200
_OK: Final = 200
_REDIRECTS: Final = range(300, 400)
_BAD_REQUEST: Final = 400
_NO_ACCESS: Final = (401, 403)
_PASSING: Final = (408, 429, 502, 503, 504)
"""Statuses of a service that is busy, or of one before it that does not reach it."""

_CANCELLED: Final = b"The SPARQL operation has been cancelled"
"""What an Oxigraph server writes into an answer that it has begun, when its time is over."""

_NODE: Final = b'"type": "bnode", "value": "nodeID://'
_PLAIN_NODE: Final = b'"type": "bnode", "value": "'
"""How the name of a blank node begins in Virtuoso's JSON; what stands before is none of it."""

_ASKED: Final = b"__ASK_RETVAL"
"""The variable in which Virtuoso 7 answers ASK, in place of a truth value."""

Read = TypeVar("Read")


class RemoteStore:
    """Answer queries from a remote endpoint, as it answers them.

    What its default graph is, and what it makes of the finer points of SPARQL, is the endpoint's
    affair, and ``SERVICE`` too. :class:`~mgi_graph.store.engine.EngineStore` evens that out.
    """

    def __init__(
        self, endpoint: str, *, timeout: float = 60.0, sender: Sender | None = None
    ) -> None:
        """Keep the endpoint's URL and how many seconds a whole answer may take.

        Nothing is sent yet; ``sender`` sends instead of HTTP from this process. Raises
        :class:`~mgi_graph.errors.StoreError` for what is no HTTP URL or holds credentials.
        """
        self.endpoint = endpoint
        self.timeout = timeout
        self._sender: Sender = HttpSender(endpoint) if sender is None else sender

    @property
    def sender(self) -> Sender:
        """Return what sends the queries."""
        return self._sender

    def send_by(self, sender: Sender, name: str) -> None:
        """Let ``sender`` send from now on, and call the endpoint by ``name`` in messages."""
        self._sender = sender
        self.endpoint = name

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`.

        The query is sent by POST. An answer that is cut short, of another kind
        than the query asks for, or too late is an error.
        """
        return self.ask(text, gather)

    def ask(
        self,
        text: str,
        reader: Callable[[EngineAnswer], Read],
        parameters: tuple[tuple[str, str], ...] = (),
        before: str = "",
    ) -> Read:
        """Return what ``reader`` makes of the answer to a query sent with these parameters.

        ``before`` are lines of the endpoint's own, put before the query.
        """
        form = find_form(text)
        accept = _ACCEPT_TRIPLES if form.answers_with_triples else _ACCEPT_RESULTS
        question = Question(before + text, accept, str(form), parameters)
        reply = self._sender.send(question, self.timeout)
        self._check(text, reply)
        try:
            if form.answers_with_triples:
                return reader(_parse_triples(reply.body, reply.media_type))
            self._check_rows(text, reply)
            return self._read(form, reply, reader)
        except (SyntaxError, ValueError) as err:
            raise self._unreadable(form, reply, err) from err

    def _read(self, form: QueryForm, reply: Reply, reader: Callable[[EngineAnswer], Read]) -> Read:
        body = reply.body.replace(_NODE, _PLAIN_NODE)
        if form is QueryForm.ASK and _ASKED in body:
            body = _read_truth(body)
        answer = parse_query_results(body, QueryResultsFormat.JSON)
        try:
            if isinstance(answer, QueryBoolean) is not (form is QueryForm.ASK):
                msg = f"{self.endpoint}: the answer is not one to a query of the form {form}"
                raise EndpointError(msg)
            return reader(answer)
        finally:
            # An answer may only be freed in its own thread; the traceback of an error keeps it.
            del answer

    def _check(self, text: str, reply: Reply) -> None:
        """Raise where an endpoint says that this is no answer, or not all of it."""
        if reply.status != _OK:
            raise self._refusal(text, reply)
        state = reply.headers.get("x-sql-state")
        if state is not None:
            said = reply.headers.get("x-sql-message", "nothing else")
            msg = (
                f"{self.endpoint}: the answer is not whole: state {state}: "
                f"{' '.join(said.split())[:_FIRST_WORDS]}; ask for less, or allow more time"
            )
            raise NoAnswerError(msg)

    def _check_rows(self, text: str, reply: Reply) -> None:
        """Raise where an endpoint has cut its answer at a number of rows, as Virtuoso does."""
        told = reply.headers.get("x-sparql-maxrows", "")
        if not told.isdecimal():
            return
        limit = _LIMIT.search(text)
        if limit is not None and int(limit[1]) <= int(told):
            return
        if _count_rows(reply.body) >= int(told):
            msg = (
                f"{self.endpoint}: the answer was cut at {told} rows, which is the endpoint's "
                "limit (ResultSetMaxRows in Virtuoso); ask for less, or have the limit raised"
            )
            raise EndpointError(msg)

    def _unreadable(self, form: QueryForm, reply: Reply, err: Exception) -> EndpointError:
        if _CANCELLED in reply.body[-2 * _FIRST_WORDS :]:
            return NoAnswerError(
                f"{self.endpoint}: the answer was cut short: the endpoint's own time was over "
                f"({_CANCELLED.decode()!r}); ask for less, or have its time-out raised"
            )
        return EndpointError(
            f"{self.endpoint}: the answer cannot be read: {err}; expected "
            f"{_expected(form)}, whole; got {reply.media_type or 'no media type'}: "
            f"{_first_words(reply.body)}"
        )

    def _refusal(self, text: str, reply: Reply) -> Exception:
        words = f"{self.endpoint}: HTTP status {reply.status}: {_first_words(reply.body)}"
        if reply.status in _REDIRECTS:
            place = reply.headers.get("location", "nowhere")
            return EndpointError(
                f"{words}; it points to {place!r}; give that address if you trust it"
            )
        if reply.status in _NO_ACCESS:
            explain = getattr(self._sender, "explain_refusal", lambda: "see the log")
            return EndpointError(f"{words}; {explain()}")
        if reply.status in _PASSING:
            return NoAnswerError(words)
        if reply.status != _BAD_REQUEST:
            return EndpointError(words)
        try:
            if not may_call_service(text):
                check_syntax(text)
        except QuerySyntaxError as err:
            return err
        return QuerySyntaxError(f"refused by the endpoint: {words}")


def _read_truth(body: bytes) -> bytes:
    """Return the SPARQL JSON of an answer to ASK, from one that Virtuoso gives as a solution.

    >>> _read_truth(b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}')
    b'{"head":{},"boolean":false}'
    """
    answer = gather(parse_query_results(body, QueryResultsFormat.JSON))
    values = answer.rows if isinstance(answer, Solutions) else ()
    truth = [getattr(value, "value", "0") for row in values for value in row]
    return b'{"head":{},"boolean":%s}' % (b"true" if truth == ["1"] else b"false")


def _count_rows(body: bytes) -> int:
    answer = parse_query_results(body.replace(_NODE, _PLAIN_NODE), QueryResultsFormat.JSON)
    try:
        return sum(1 for _ in answer) if isinstance(answer, QuerySolutions) else 0
    finally:
        del answer


def _parse_triples(body: bytes, media_type: str) -> QueryTriples:
    """Return the triples as an engine's answer."""
    format_ = RdfFormat.from_media_type(media_type)
    if format_ is None:
        msg = "not a format of RDF"
        raise ValueError(msg)
    store = PyoxigraphStore()
    store.extend(parse(body, format_))
    answer = store.query(_EVERYTHING)
    if not isinstance(answer, QueryTriples):
        raise AssertionError("CONSTRUCT answers with triples")
    return answer


def _expected(form: QueryForm) -> str:
    return "N-Triples or Turtle" if form.answers_with_triples else "SPARQL JSON results"


def _first_words(body: bytes) -> str:
    r"""Return the beginning of a body on one line.

    >>> _first_words(b"<html>\n <h1>Down</h1>")
    "'<html> <h1>Down</h1>'"
    """
    words = " ".join(body[: 4 * _FIRST_WORDS].decode(errors="replace").split())
    if not words:
        return "(an empty body)"
    return repr(words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS] + "…")
