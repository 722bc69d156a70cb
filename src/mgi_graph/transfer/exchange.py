"""Send requests to an engine: with credentials, retried, bounded in time, checked.

Whatever goes wrong becomes an :class:`~mgi_graph.transfer.errors.EngineError` that says what
was asked and what came back, and never holds a password.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from mgi_graph.store.credentials import (
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    find_credentials,
    refuse_credentials_in,
)
from mgi_graph.transfer.challenged import Challenged
from mgi_graph.transfer.errors import EngineError, EngineRefusal

PATIENCE: Final = 600.0
"""Seconds without a byte after which an engine is given up: it may be loading a large graph."""

_PATIENCE_IN_TRIALS: Final = 20.0
_ATTEMPTS_IN_TRIALS: Final = 2

_SLOWEST: Final = 1024
"""Bytes a second below which an answer is given up, once the patience has passed."""

_LARGEST: Final = 64 << 20
_FIRST_WORDS: Final = 300
_ATTEMPTS: Final = 5
_LONGEST_PAUSE: Final = 60.0
_BUFFER: Final = 1 << 18
_PASSING: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses that another attempt may not meet; Virtuoso says 500 also of a deadlock."""


@dataclass(frozen=True)
class Content:
    """Hold what a request sends: bytes, or a file, which is read anew at each attempt."""

    source: bytes | Path
    media_type: str
    encoding: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that describe it; a length is always known."""
        size = len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size
        named = {"Content-Type": self.media_type, "Content-Length": str(size)}
        return named if self.encoding is None else {**named, "Content-Encoding": self.encoding}

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as stream:
            while piece := stream.read(_BUFFER):
                yield piece


@dataclass
class Exchange:
    """Talk to an engine; close it after use.

    ``pause`` waits for a number of seconds between two attempts.
    """

    patience: float = PATIENCE
    pause: Callable[[float], None] = time.sleep
    attempts: int = _ATTEMPTS
    _auths: dict[str, Challenged | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Open a pool of connections; nothing is sent yet."""
        limit = httpx.Timeout(self.patience, connect=min(self.patience, 30.0))
        self._client = httpx.Client(timeout=limit)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(
        self,
        method: str,
        address: str,
        *,
        parameters: Mapping[str, str] | None = None,
        content: Content | None = None,
        accept: str = "*/*",
        trial: bool = False,
    ) -> tuple[bytes, str]:
        """Return the body and the media type of the answer to a request.

        A ``trial``, of an address that may be a wrong one, is given up sooner.
        """
        with self._answered(method, address, parameters, content, accept, trial=trial) as answer:
            return self._read(answer), _media_type(answer)

    def download(
        self, address: str, path: Path, *, parameters: Mapping[str, str], accept: str
    ) -> str:
        """Write the answer to a GET into a file; return its media type."""
        with self._answered("GET", address, parameters, None, accept) as answer:
            with path.open("wb") as out:
                for piece in self._pieces(answer):
                    out.write(piece)
            return _media_type(answer)

    @contextmanager
    def _answered(
        self,
        method: str,
        address: str,
        parameters: Mapping[str, str] | None,
        content: Content | None,
        accept: str,
        *,
        trial: bool = False,
    ) -> Iterator[httpx.Response]:
        """Give an answer of success, whose body is still to be read."""
        request = f"{method} {address}"
        headers = {"Accept": accept, **({} if content is None else content.headers())}
        auth = self._find_auth(address)
        patience = min(self.patience, _PATIENCE_IN_TRIALS) if trial else self.patience
        attempts = min(self.attempts, _ATTEMPTS_IN_TRIALS) if trial else self.attempts
        with _translated(request, patience):
            built = self._client.build_request(
                method,
                address,
                params=parameters,
                content=content,
                headers=headers,
                timeout=patience,
            )
            answer = self._send_until_answered(built, request, auth, attempts)
            try:
                yield answer
            finally:
                answer.close()

    def _find_auth(self, address: str) -> Challenged | None:
        """Return what answers a challenge of this host; it is nobody else's affair."""
        host = refuse_credentials_in(address).netloc
        if host not in self._auths:
            found = find_credentials(address)
            self._auths[host] = None if found is None else Challenged(found)
        return self._auths[host]

    def _send_until_answered(
        self, built: httpx.Request, request: str, auth: Challenged | None, attempts: int
    ) -> httpx.Response:
        for attempt in range(1, attempts + 1):
            wait = min(0.5 * 2 ** (attempt - 1), _LONGEST_PAUSE)
            try:
                answer = self._client.send(built, auth=auth, stream=True)
            except httpx.TransportError as err:
                if attempt == attempts or not _may_pass(err):
                    raise
            else:
                if answer.is_success:
                    return answer
                try:
                    if attempt == attempts or answer.status_code not in _PASSING:
                        raise self._refusal(request, answer, auth, attempt)
                    wait = _wished_pause(answer) or wait
                finally:
                    answer.close()
            self.pause(wait)
        raise AssertionError("the last attempt returns or raises")

    def _refusal(
        self, request: str, answer: httpx.Response, auth: Challenged | None, attempts: int
    ) -> EngineRefusal:
        status = answer.status_code
        try:
            words = first_words(self._read(answer))
        except (EngineError, httpx.HTTPError):
            words = "(no body that can be read)"
        came = f"{request}: HTTP status {status}: {words}"
        if attempts > 1:
            came += f" (the same after {attempts} attempts)"
        if status == httpx.codes.UNAUTHORIZED:
            came += _advise_on_credentials(answer, auth)
        elif answer.has_redirect_location:
            came += f"; it points to {answer.headers['Location']}: give that address if it is right"
        return EngineRefusal(came, status)

    def _read(self, answer: httpx.Response) -> bytes:
        pieces: list[bytes] = []
        size = 0
        for piece in self._pieces(answer):
            pieces.append(piece)
            size += len(piece)
            if size > _LARGEST:
                address = answer.url.copy_with(query=None)
                msg = f"{address}: the answer is larger than {_LARGEST} bytes"
                raise EngineError(msg)
        return b"".join(pieces)

    def _pieces(self, answer: httpx.Response) -> Iterator[bytes]:
        """Yield the body; an answer that drips is given up."""
        begun = time.monotonic()
        size = 0
        for piece in answer.iter_bytes(_BUFFER):
            yield piece
            size += len(piece)
            if time.monotonic() - begun > self.patience + size / _SLOWEST:
                address = answer.url.copy_with(query=None)
                msg = f"{address}: too slow: {size} bytes within {self.patience:g} s"
                raise EngineError(msg)


def _advise_on_credentials(answer: httpx.Response, auth: Challenged | None) -> str:
    if auth is None:
        asked = answer.headers.get("WWW-Authenticate", "").partition(" ")[0] or "of some kind"
        return (
            f"; it asks for credentials ({asked}): set {USER_VARIABLE} and "
            f"{PASSWORD_VARIABLE}, or write them into ~/.netrc"
        )
    return f"; the credentials of {auth.credentials.user} ({auth.credentials.origin}) are refused"


@contextmanager
def _translated(request: str, patience: float) -> Iterator[None]:
    try:
        yield
    except httpx.ConnectTimeout as err:
        msg = f"{request}: no connection in time; is the address right and the engine up?"
        raise EngineError(msg) from err
    except httpx.TimeoutException as err:
        msg = f"{request}: nothing came or went for {patience:g} s; is the engine overloaded?"
        raise EngineError(msg) from err
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as err:
        msg = f"{request}: {_explain(err)}"
        raise EngineError(msg) from err


def _explain(err: Exception) -> str:
    words = str(err) or type(err).__name__
    if "CERTIFICATE" in words.upper():
        return (
            f"the certificate is not accepted: {words}; name the authority that signed it in "
            "SSL_CERT_FILE, or correct the address"
        )
    if isinstance(err, httpx.ConnectError):
        return f"no connection: {words}; is the address right and the engine up?"
    if isinstance(err, httpx.RemoteProtocolError | httpx.DecodingError):
        return f"the answer was cut short or is no HTTP: {words}"
    return words


def _may_pass(err: httpx.TransportError) -> bool:
    """Say whether another attempt can do better; not where the address or certificate is wrong.

    Who says nothing for half a minute, neither to a connection nor to TLS, is not the engine.
    """
    if isinstance(err, httpx.UnsupportedProtocol | httpx.ReadTimeout | httpx.ConnectTimeout):
        return False
    return "CERTIFICATE" not in str(err).upper()


def _wished_pause(answer: httpx.Response) -> float | None:
    """Return the seconds that the server asks to wait (RFC 9110, section 10.2.3)."""
    wished = answer.headers.get("Retry-After", "")
    return min(float(wished), _LONGEST_PAUSE) if wished.isdecimal() else None


def _media_type(answer: httpx.Response) -> str:
    value: str = answer.headers.get("Content-Type", "")
    return value.partition(";")[0].strip().lower()


def first_words(body: bytes) -> str:
    r"""Return the beginning of a body on one line, without its markup's line ends.

    >>> first_words(b"<html>\n <h1>Down</h1>")
    "'<html> <h1>Down</h1>'"
    """
    words = " ".join(body[: 4 * _FIRST_WORDS].decode(errors="replace").split())
    if not words:
        return "(an empty body)"
    return repr(words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS] + "…")
