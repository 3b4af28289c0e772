"""Who may talk to the pages: this machine's own browser, from our own pages; and nothing foreign runs in them.

A page of another site that the same browser shows can reach a loopback address too.  So every request must name a host
of ours (against names that are pointed at this machine), and every write must come from our own origin and carry the
token of a page that was made for this browser.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION = "vanthu_phien"
TOKEN_HEADER = "x-vanthu-token"
SECRET_NAME = ".khoa-trang"
_SAFE = {"GET", "HEAD"}
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_WRONG_HOST = "Địa chỉ này không phải của vanthu trên máy này."
_WRONG_ORIGIN = "Yêu cầu không đến từ trang của vanthu trên máy này; hãy tải lại trang."


def own_secret(home: Path) -> bytes:
    """The key of this home that tokens are made with; it outlasts a restart, so that open pages go on working."""
    path = home / SECRET_NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


def token_of(secret: bytes, session: str) -> str:
    """The token that a page of this session carries."""
    return hmac.new(secret, session.encode(), hashlib.sha256).hexdigest()


def hosts_of(port: int) -> frozenset[str]:
    """The names that this machine's own pages have.

    >>> sorted(hosts_of(8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, secret: bytes, hosts: Iterable[str]) -> None:
        self._app = app
        self._secret = secret
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with the reason why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        app = self._app if refusal is None else PlainTextResponse(refusal, 403)
        await app(scope, receive, send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return _WRONG_HOST
        if method in _SAFE:
            return None
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return _WRONG_ORIGIN
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _WRONG_ORIGIN
        session, token = session_in(headers.get("cookie", "")), headers.get(TOKEN_HEADER, "")
        if not session or not hmac.compare_digest(token.encode(), token_of(self._secret, session).encode()):
            return _WRONG_ORIGIN
        return None


def session_in(cookies: str) -> str | None:
    """The session of a Cookie header."""
    try:
        found = SimpleCookie(cookies).get(SESSION)
    except CookieError:
        return None
    return found.value if found else None


def _add_headers(headers: MutableHeaders) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("Cache-Control", "no-store")
