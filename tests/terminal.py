"""A process in a pseudo-terminal, watched and typed to as a person does."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence

SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Terminal:
    """A process in a terminal of its own. What it shows is read as text, without colours."""

    def __init__(self, args: Sequence[str], width: int, height: int, environ: Mapping[str, str]) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.shown = ""
        self.raw = b""
        self.process = subprocess.Popen(
            args,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environ,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def read(self, timeout: float) -> bool:
        """Take in what is there within `timeout` seconds; False if nothing is."""
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        data = os.read(self.master, 65536)
        self.raw += data
        self.shown += SEQUENCE.sub("", data.decode("utf-8", "replace"))
        return bool(data)

    def wait_for(self, text: str) -> str:
        """Return what was shown up to and with `text`, and forget it."""
        end = time.monotonic() + 20
        while text not in self.shown:
            assert time.monotonic() < end, f"no {text!r} in {self.shown!r}"
            self.read(0.2)
        seen, _, self.shown = self.shown.partition(text)
        return seen + text

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def resize(self, width: int, height: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def wait(self) -> int:
        """Return the exit code, once all that it showed is taken in."""
        end = time.monotonic() + 20
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running: {self.shown!r}"
            self.read(0.05)
        while self.read(0):
            pass
        return int(self.process.returncode)

    def hang_up(self) -> None:
        """Close the window, as it were."""
        os.close(self.master)
        self.master = os.open(os.devnull, os.O_RDWR)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)
