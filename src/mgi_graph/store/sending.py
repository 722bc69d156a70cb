"""Send a query to an endpoint over HTTP, and bring back whatever it answers.

SPARQLWrapper states the request as the SPARQL 1.1 Protocol has it (section 2.1); httpx sends
it, over connections that stay open, and answers a challenge of basic (RFC 7617) or
digest authentication (RFC 7616). Nothing is sent to any other address: redirects are not
followed.
"""

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol
from weakref import finalize

from mgi_graph.errors import StoreError
from mgi_graph.store.credentials import (
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    Credentials,
    find_credentials,
    refuse_credentials_in,
)

if TYPE_CHECKING:
    from urllib.request import Request

    import httpx

_UNAUTHORIZED: Final = 401
_MOST: Final = 1 << 30


class EndpointError(StoreError):
    """Report an endpoint that answers something else than what it was asked for."""


class NoAnswerError(EndpointError):
    """Report an endpoint that gave no whole answer: it may be down, slow, or somewhere else."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is sent: a query, the media types that are accepted, and more parameters."""

    text: str
    accept: str
    form: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold a whole answer as it came; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """Return the media type without its parameters.

        >>> Reply(200, {"content-type": "Text/CSV; charset=utf-8"}).media_type
        'text/csv'
        """
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Sender(Protocol):
    """Send questions to one endpoint."""

    def send(self, question: Question, seconds: float) -> Reply:
        """Return the whole answer.

        Raises :class:`NoAnswerError` where none comes within so many seconds.
        """
        ...


class HttpSender:
    """Send questions to an endpoint by POST."""

    def __init__(self, endpoint: str, credentials: Credentials | None = None) -> None:
        """Find the credentials for the endpoint, if none are given; nothing is sent yet.

        Raises :class:`~mgi_graph.errors.StoreError` for what is no HTTP URL and
        :class:`~mgi_graph.store.credentials.CredentialsError`.
        """
        check_address(endpoint)
        self.endpoint = endpoint
        self.credentials = credentials or find_credentials(endpoint)
        self._client: httpx.Client | None = None

    def send(self, question: Question, seconds: float) -> Reply:
        """Return the whole answer; see :class:`Sender`."""
        import httpx

        deadline = time.monotonic() + seconds
        try:
            request = self._state(question)
            client = self._open()
            built = client.build_request(
                "POST",
                self.endpoint,
                content=bytes(request.data if isinstance(request.data, bytes) else b""),
                headers={**dict(request.header_items()), "Accept-Encoding": "gzip, deflate"},
                timeout=max(seconds, 0.001),
            )
            response = client.send(built, stream=True)
            try:
                body = self._read(response, deadline, seconds)
            finally:
                response.close()
        except httpx.TimeoutException as err:
            raise self._too_slow(seconds) from err
        except httpx.ConnectError as err:
            raise self._unreachable(err) from err
        except httpx.RemoteProtocolError as err:
            msg = f"{self.endpoint}: the answer was cut short, or is not HTTP: {err}"
            raise NoAnswerError(msg) from err
        except (httpx.HTTPError, httpx.InvalidURL) as err:
            msg = f"{self.endpoint}: no answer: {err or type(err).__name__}"
            raise NoAnswerError(msg) from err
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, body)

    def _open(self) -> "httpx.Client":
        """Return the client; opening it reads the certificates that are trusted."""
        import httpx

        if self._client is None:
            auth = None if self.credentials is None else _answering(self.credentials)
            self._client = httpx.Client(auth=auth, follow_redirects=False)
            # Whoever asks in passing need not close anything.
            finalize(self, self._client.close)
        return self._client

    def forget(self) -> None:
        """Drop the credentials, in a process that is not to have them."""
        self.credentials = None
        self._client = None

    def prepare(self) -> None:
        """Open what needs files: certificates, modules that are imported late."""
        self._state(Question("ASK {}", "application/sparql-results+json", "ASK"))
        self._open()

    def _state(self, question: Question) -> "Request":
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.endpoint)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", question.accept)
        for name, value in question.parameters:
            wrapper.addParameter(name, value)
        # Set without setQuery, which guesses the form with a regular expression and warns.
        wrapper.queryString = question.text
        wrapper.queryType = question.form
        # Its public methods send by an opener that the whole process shares.
        return wrapper._createRequest()  # noqa: SLF001

    def _read(self, response: "httpx.Response", deadline: float, seconds: float) -> bytes:
        chunks = []
        size = 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if time.monotonic() > deadline:
                raise self._too_slow(seconds)
            if size > _MOST:
                msg = f"{self.endpoint}: the answer has more than {_MOST >> 20} MiB; ask for less"
                raise NoAnswerError(msg)
        return b"".join(chunks)

    def _too_slow(self, seconds: float) -> NoAnswerError:
        return NoAnswerError(
            f"{self.endpoint}: no whole answer within {seconds:g} s; "
            "ask for less, or allow more time"
        )

    def _unreachable(self, err: "httpx.ConnectError") -> NoAnswerError:
        if "CERTIFICATE" in str(err).upper():
            return NoAnswerError(
                f"{self.endpoint}: its certificate is not trusted: {err}; name the file of the "
                "authority that signed it in SSL_CERT_FILE"
            )
        return NoAnswerError(
            f"{self.endpoint}: no answer: {err}; is the address right and the service up?"
        )

    def explain_refusal(self) -> str:
        """Say which credentials were sent, for an answer that they were not enough."""
        if self.credentials is None:
            return (
                f"no credentials were sent; set {USER_VARIABLE} and {PASSWORD_VARIABLE}, or write "
                "them into ~/.netrc"
            )
        return f"sent were those of {self.credentials.user!r} from {self.credentials.origin}"


def check_address(endpoint: str) -> None:
    """Raise :class:`~mgi_graph.errors.StoreError` for what is no HTTP URL with a host.

    >>> check_address("http://127.0.0.1:7878/query")
    """
    parts = refuse_credentials_in(endpoint)
    try:
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good:
        msg = f"{endpoint}: not an endpoint; expected a URL that begins with http:// or https://"
        raise StoreError(msg)


def _answering(credentials: Credentials) -> "httpx.Auth":
    """Return what answers the challenge that an endpoint sends, and none that it does not."""
    import httpx

    class Answering(httpx.Auth):
        """Send credentials when asked, in the way that is asked for."""

        def __init__(self) -> None:
            self._chosen: httpx.Auth | None = None

        def auth_flow(
            self, request: httpx.Request
        ) -> Generator[httpx.Request, httpx.Response, None]:
            """Send the request, and again with credentials where it was refused without."""
            if self._chosen is not None:
                yield from self._chosen.auth_flow(request)
                return
            response = yield request
            asked = response.headers.get("www-authenticate", "").lower()
            if response.status_code != _UNAUTHORIZED or not asked:
                return
            digest = httpx.DigestAuth(credentials.user, credentials.password)
            if "digest" not in asked:
                self._chosen = httpx.BasicAuth(credentials.user, credentials.password)
                yield from self._chosen.auth_flow(request)
                return
            self._chosen = digest
            flow = digest.auth_flow(request)
            next(flow)
            yield flow.send(response)

    return Answering()
