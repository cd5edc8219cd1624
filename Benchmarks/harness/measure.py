"""Runs programs and keeps what they took; runs both sides of a row in turn."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """Something did not run, or its outcome was not what it must be: nothing is measured that is wrong."""


@dataclass
class Run:
    """What one run of a program took."""

    seconds: float
    cpu: float
    peak: int
    """Peak resident memory in bytes; below some 25 MB it may be that of this harness, before the program began."""
    status: int


def run(command: list[str | Path], out: Path | None = None, cores: str | None = None, statuses: tuple = (0,)) -> Run:
    """Runs a program to its end, its standard output into `out`; on the processors `cores`, where given."""
    words = [str(word) for word in command]
    if cores is not None:
        words = ["taskset", "--cpu-list", cores, *words]
    with open(out or os.devnull, "wb") as output, open(os.devnull) as nothing:
        start = time.monotonic()
        with subprocess.Popen(words, stdin=nothing, stdout=output, stderr=subprocess.PIPE) as process:
            errors = process.stderr.read()
            _, wait, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(wait)
    if process.returncode not in statuses:
        raise Failed(f"{' '.join(words[:8])}: ended with {process.returncode}\n{errors.decode(errors='replace')[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode)


def interleave(title: str, repetitions: int, sides: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """A B A B ...: each side `repetitions` times, so that a busy moment meets both. One run before is not counted."""
    values: dict[str, list[float]] = {name: [] for name in sides}
    for repetition in range(repetitions + 1):
        for name, side in sides.items():
            value = side()
            say(f"{title}: {name}, {repetition or 'warm-up'}: {value:.4g}")
            if repetition:
                values[name].append(value)
    return values


def ratios(above: list[float], below: list[float]) -> list[float]:
    """The ratio of each pair of one repetition."""
    return [a / b for a, b in zip(above, below, strict=True)]


def percentile(values: list[float], part: float) -> float:
    """The value that `part` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, int(part * len(ordered) + 0.999999) - 1))]


@dataclass
class Spread:
    """Median, least and greatest of some values."""

    median: float
    least: float
    greatest: float

    @staticmethod
    def of(values: list[float]) -> "Spread":
        return Spread(statistics.median(values), min(values), max(values))

    def text(self, unit: str = "") -> str:
        """`1.82 s [1.80-1.95]`"""
        space = " " if unit else ""
        return f"{number(self.median)}{space}{unit} [{number(self.least)}-{number(self.greatest)}]"


def number(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value == 0 or abs(value) >= 99.95:
        return f"{value:.0f}"
    return f"{value:.{2 if abs(value) < 9.995 else 1}f}" if abs(value) >= 0.995 else f"{value:.3f}"


def say(text: str) -> None:
    """Progress, for who waits."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
