"""Ctrl-C and libraries in C: it waits until they have returned."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def hold_interrupts() -> Iterator[None]:
    """Within the block SIGINT is only noted, and dealt with as ever when the block ends.

    KeyboardInterrupt raised in a callback of a C library may be lost in there. Blocking the signal would not do: it
    goes to another thread then, and Python raises in the main one all the same.
    """
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    noted: list[tuple[int, Any]] = []
    try:
        signal.signal(signal.SIGINT, lambda number, frame: noted.append((number, frame)))
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if noted:
        usual(*noted[0])
