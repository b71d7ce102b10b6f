"""Serving the site to this computer's browser, and to nobody else."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from browse.site import make_site
from lampiran.errors import MissingRequirement
from lampiran.language import told

HOST = "127.0.0.1"
USUAL_PORT = 8017


def listen(port: int | None) -> socket.socket:
    """A socket on this machine's own address.

    Args:
        port: None: the usual one, or any that is free where that is taken.

    Raises:
        MissingRequirement: If the port asked for is taken or not allowed.
    """
    try:
        return _bound(USUAL_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return _bound(0)
        taken = error.errno == errno.EADDRINUSE
        raise MissingRequirement(
            told("Port {0} is taken by another program." if taken else "Port {0} cannot be used.", port),
            "Leave --port out, or give another number.",
        ) from error


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    try:
        bound.bind((HOST, port))
        bound.listen()
    except BaseException:
        bound.close()
        raise
    return bound


def serve(
    database: Path, port: int | None = None, tell: Callable[[str], None] = print, open_browser: bool = True
) -> None:
    """Serves until it is interrupted.

    Args:
        database: An SQLite file of this program's schema.
        port: See :func:`listen`.
        tell: Is told the address once it answers.
        open_browser: Whether to show it in the browser.

    Raises:
        MissingRequirement: If the port is taken.
    """
    site = make_site(database)
    with listen(port) as bound:
        address = f"http://{HOST}:{bound.getsockname()[1]}/"
        tell(address)
        if open_browser:
            # In a thread: some browsers keep the call until they are closed. The socket listens already.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        config = uvicorn.Config(site.app(), log_level="warning", lifespan="on", timeout_graceful_shutdown=2)
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it is ended
            uvicorn.Server(config).run(sockets=[bound])
