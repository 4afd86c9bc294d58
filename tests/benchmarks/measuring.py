"""Whole processes, timed in turn: what is compared ran side by side, whatever else the machine did."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

_WARM_UPS = 1


class Command(NamedTuple):
    """A command line, and what is in its environment besides ours."""

    args: Sequence[str]
    environ: Mapping[str, str] = {}


def time_in_turn(commands: Sequence[Command], rounds: int) -> list[float]:
    """Run the commands one after the other, `rounds` times; return the median seconds of each."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(rounds + _WARM_UPS):
        for command, taken in zip(commands, times, strict=True):
            seconds = time_once(command)
            if turn >= _WARM_UPS:
                taken.append(seconds)
    return [median(taken) for taken in times]


def time_once(command: Command) -> float:
    """Run a command, its output read and thrown away; return the seconds it took."""
    environ = {**os.environ, **command.environ}
    started = time.perf_counter()
    subprocess.run(command.args, env=environ, capture_output=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure_once(command: Command) -> tuple[float, float]:
    """Run a command; return the seconds of processor it took, and its largest memory in MB."""
    environ = {**os.environ, **command.environ}
    with subprocess.Popen(
        command.args,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command.args} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
