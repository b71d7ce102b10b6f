"""What Ctrl-C means: the first ends the program cleanly, the second at once.

Being told to end (by a service manager, ``timeout``, ``kill``) is like Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from types import FrameType
from typing import NoReturn

from lampiran.errors import ExitCode

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
_asked: list[int] = []
"""The signals seen so far."""
_PASSES, _BETWEEN = 4, 0.02
"""How often children are killed, and the seconds between."""


def install() -> None:
    """From here on the first signal raises :class:`KeyboardInterrupt` and the next one ends the process."""
    for number in _SIGNALS:
        signal.signal(number, _handle)


def leave(code: int) -> NoReturn:
    """Ends the process with this exit code; signals change nothing any more.

    After an interrupt the interpreter's own end is skipped: threads of libraries may still wait for something
    that was called off.
    """
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if _asked:
        sys.stdout.flush()
        sys.stderr.flush()
        _end_children()
        os._exit(code)
    sys.exit(code)


def check() -> None:
    """Raises the interrupt again in case library code swallowed it.

    Raises:
        KeyboardInterrupt: If the program was told to end.
    """
    if _asked:
        raise KeyboardInterrupt


def _handle(number: int, frame: FrameType | None) -> None:
    _asked.append(number)
    if len(_asked) > 1:
        _end_children()
        os._exit(int(ExitCode.STOPPED))
    raise KeyboardInterrupt


def _end_children() -> None:
    """Kills all processes below this one, several times over: a worker may just be starting."""
    import psutil  # a tenth of a second that no other command should pay

    for _ in range(_PASSES):
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    child.kill()
        time.sleep(_BETWEEN)
