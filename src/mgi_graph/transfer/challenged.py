"""Prove who asks, in the way that a server wants it."""

from collections.abc import Generator

import httpx

from mgi_graph.store.credentials import Credentials


class Challenged(httpx.Auth):
    """Answer what a server asks for, digest or basic (RFC 7616, RFC 7617); nothing before."""

    def __init__(self, credentials: Credentials) -> None:
        """Keep the credentials; nothing is sent before a server asks."""
        self.credentials = credentials
        self._digest = httpx.DigestAuth(credentials.user, credentials.password)
        self._basic = httpx.BasicAuth(credentials.user, credentials.password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, and once more with what proves who asks."""
        if self._chosen is None:
            answer = yield request
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            challenges = answer.headers.get("WWW-Authenticate", "").lower()
            if "digest" in challenges:
                self._chosen = self._digest
            elif "basic" in challenges:
                self._chosen = self._basic
            else:
                return
        yield from self._chosen.auth_flow(request)
