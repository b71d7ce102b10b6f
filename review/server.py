"""The page for review, served to this computer's browser and to nobody else.

Only the standard library: a handful of addresses, JSON in and out. Who may ask: the request must name this
machine as its host, must not come from another site's page, and what changes something must carry a token
that only this page knows. Nothing from the browser becomes a path or SQL.
"""

from __future__ import annotations

import contextlib
import errno
import json
import secrets
import threading
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lampiran.errors import LampiranError, MissingRequirement
from lampiran.language import in_language, told
from load import Database
from review.requests import BadRequest, Site

HOST = "127.0.0.1"
USUAL_PORT = 8018
LARGEST = 2_000_000
"""Bytes of a request: a screen of answers, each as long as may be, is smaller."""
STATIC = {
    "/": ("review.html", "text/html; charset=utf-8"),
    "/review.js": ("review.js", "text/javascript; charset=utf-8"),
    "/review.css": ("review.css", "text/css; charset=utf-8"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TOKEN_HEADER = "X-Lampiran-Token"  # noqa: S105 - a name


class Server(ThreadingHTTPServer):
    """The server of one database; bound to this machine's own address.

    Raises:
        OSError: If the port is taken.
    """

    daemon_threads = True

    def __init__(self, database: Path, port: int = 0) -> None:
        self.token = secrets.token_urlsafe(24)
        self.site = Site(database)
        super().__init__((HOST, port), Handler)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def server_close(self) -> None:
        """Ends it."""
        super().server_close()
        self.site.close()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 30
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for the address."""

    def do_GET(self) -> None:
        """Pages, pictures, and what there is to settle."""
        address = urlsplit(self.path)
        if not self._may_ask():
            return
        if address.path in STATIC:
            self._send_file(*STATIC[address.path])
            return
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self._answer(lambda: self.server.site.get(address.path, query))

    def do_POST(self) -> None:
        """What a person decides."""
        if not self._may_ask():
            return
        body = self._body()
        if body is None:
            return
        if not secrets.compare_digest(self.headers.get(_TOKEN_HEADER, ""), self.server.token):
            self._send_json({"error": "token"}, HTTPStatus.FORBIDDEN)
            return
        self._answer(lambda: self.server.site.post(urlsplit(self.path).path, body))

    def _may_ask(self) -> bool:
        """Whether the request is meant for this machine and comes from this page."""
        own = f"{HOST}:{self.server.server_address[1]}"
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        names = {own, own.replace(HOST, "localhost")}
        if host in names and (origin is None or origin in {f"http://{name}" for name in names}):
            return True
        self.close_connection = True
        self._send_json({"error": "host"}, HTTPStatus.FORBIDDEN)
        return False

    def _body(self) -> Any:
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0]
        if not length.isdecimal() or int(length) > LARGEST or kind != "application/json":
            self.close_connection = True
            self._send_json({"error": "body"}, HTTPStatus.BAD_REQUEST)
            return None
        try:
            return json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            self._send_json({"error": "body"}, HTTPStatus.BAD_REQUEST)
            return None

    def _answer(self, work: Callable[[], Any]) -> None:
        try:
            made = work()
        except BadRequest:
            self._send_json({"error": "request"}, HTTPStatus.BAD_REQUEST)
        except LampiranError as error:
            said = f"{in_language(error.message, 'id')} {in_language(error.next_step, 'id')}".strip()
            self._send_json({"error": said}, HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            if made is None:
                self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
            elif isinstance(made, bytes):
                self._send(made, "image/png")
            else:
                self._send_json(made)

    def _send_file(self, name: str, kind: str) -> None:
        content = files("review").joinpath("static", name).read_text(encoding="utf-8")
        self._send(content.replace("{{token}}", self.server.token).encode(), kind)

    def _send_json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(value, ensure_ascii=True).encode(), "application/json", status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store" if kind != "image/png" else "private, max-age=600",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)


def open_server(database: Path, port: int | None) -> Server:
    """A server on the port asked for; None: the usual one, or any that is free where that is taken.

    Raises:
        MissingRequirement: If the port asked for is taken or not allowed.
    """
    Database.open(database, create=False).close()
    try:
        return Server(database, USUAL_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return Server(database)
        taken = error.errno == errno.EADDRINUSE
        raise MissingRequirement(
            told("Port {0} is taken by another program." if taken else "Port {0} cannot be used.", port),
            "Leave --port out, or give another number.",
        ) from error


def serve(
    database: Path, port: int | None = None, tell: Callable[[str], None] = print, open_browser: bool = True
) -> None:
    """Serves until it is interrupted.

    Args:
        database: An SQLite file of this program's schema.
        port: See :func:`open_server`.
        tell: Is told the address once it answers.
        open_browser: Whether to show it in the browser.

    Raises:
        MissingRequirement: If the port is taken.
    """
    with open_server(database, port) as server:
        tell(server.address)
        if open_browser:
            # In a thread: some browsers keep the call until they are closed. The socket listens already.
            threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it is ended
            server.serve_forever()
