"""A headless Chromium driven by keyboard through chromedriver; everything bounded in time."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MISSING = next((name for name in ("chromedriver", "chromium") if shutil.which(name) is None), "")
"""What is not installed of what these tests need."""
ENTER, ESCAPE, SHIFT = "\ue007", "\ue00c", "\ue008"
_SECONDS = 30


class Browser:
    """One window."""

    def __init__(self, session: str) -> None:
        self._session = session

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """A command of WebDriver."""
        return _request(self._session + path, body)

    def open(self, address: str) -> None:
        """Goes to a page."""
        self.call("/url", {"url": address})

    def script(self, code: str) -> Any:
        """What a script returns."""
        return self.call("/execute/sync", {"script": code, "args": []})

    def keys(self, *keys: str) -> None:
        """Presses keys one after another; a capital, and a digit written ``Shift+1``, with Shift."""
        actions: list[dict[str, str]] = []
        for given in keys:
            key = given.removeprefix("Shift+")
            held = [SHIFT] if key != given or (key.isalpha() and key.isupper()) else []
            for one in held:
                actions.append({"type": "keyDown", "value": one})
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
            for one in held:
                actions.append({"type": "keyUp", "value": one})
        self.call("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def wait(self, code: str) -> Any:
        """Waits until an expression of JavaScript is true; returns its value.

        Raises:
            TimeoutError: If it stays false.
        """
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            found = self.script(f"return {code}")
            if found:
                return found
            time.sleep(0.05)
        raise TimeoutError(
            f"{code} stays false; the page says {self.script('return document.body.innerText')!r}"
        )

    def screenshot(self, to: Path) -> None:
        """Saves a picture of the window."""
        to.write_bytes(base64.b64decode(self.call("/screenshot")))


@contextlib.contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser of its own, with a new profile in the folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = subprocess.Popen(
        ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        session = f"{address}/session/{_session(address, folder)}"
        try:
            yield Browser(session)
        finally:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(urllib.request.Request(session, method="DELETE"), timeout=_SECONDS)  # noqa: S310
    finally:
        driver.terminate()
        try:
            driver.wait(10)
        except subprocess.TimeoutExpired:
            driver.kill()


def _session(address: str, folder: Path) -> str:
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    arguments += ["--no-first-run", "--window-size=1360,860", "--lang=id", f"--user-data-dir={folder}"]
    options = {"goog:chromeOptions": {"args": arguments}, "timeouts": {"script": 1000 * _SECONDS}}
    return str(_request(f"{address}/session", {"capabilities": {"alwaysMatch": options}})["sessionId"])


def _wait_for(address: str) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            _request(f"{address}/status", None)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _request(address: str, body: dict[str, Any] | None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=2 * _SECONDS) as answer:  # noqa: S310
        return json.loads(answer.read())["value"]
