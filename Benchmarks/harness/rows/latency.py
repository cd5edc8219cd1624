"""One order renamed into the inbox of an idle gateway, until its file stands in the outbox; beside the syncs alone."""

import os
import random
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from harness.inputs import order
from harness.lab import Lab, Site
from harness.measure import Failed, percentile, say
from harness.results import Result
from harness.watch import Watch

BARS = {0.5: 10.0, 0.99: 30.0}
ITEMS = 4


def measure(lab: Lab) -> list[Result]:
    site = Site(lab, "latency-site")
    bare = BareSteps(lab.scratch("latency-bare"))
    chance = random.Random(lab.seed)
    ours: list[float] = []
    beside: list[float] = []
    with _running(lab, site) as watch:
        for number in range(1, lab.sizes.drops + 6):
            content = order(number, ITEMS, chance)
            took = _drop(site, watch, number, content)
            # The steps behind the hand-over come to their end, and nothing is near that the next drop could meet.
            time.sleep(0.02 + chance.random() / 50)
            syncs = bare.take(number, content)
            time.sleep(0.01)
            # The first ones find nothing in any cache.
            if number > 5:
                ours.append(took)
                beside.append(syncs)
            if number % 100 == 0:
                say(f"latency: {number} orders, p50 {percentile(ours, 0.5):.2f} ms, bare {percentile(beside, 0.5):.2f}")
    there = len(list(site.outbox("trimpaper").glob("*.txt")))
    if there != lab.sizes.drops + 5:
        raise Failed(f"{lab.sizes.drops + 5} orders were dropped, {there} came out")
    return [_line(part, bar, ours, beside) for part, bar in BARS.items()]


def _line(part: float, bar: float, ours: list[float], beside: list[float]) -> Result:
    own, bare = percentile(ours, part), percentile(beside, part)
    return Result(
        f"latency-p{part * 100:.0f}",
        f"one order on an idle gateway, {len(ours)} times, p{part * 100:.0f}",
        f"{own:.2f} ms",
        f"its syncs alone {bare:.2f} ms",
        f"+{own - bare:.2f} ms",
        f"< +{bar:.0f} ms",
        own - bare < bar,
        {"milliseconds": ours, "syncs": beside},
    )


@contextmanager
def _running(lab: Lab, site: Site):
    """The gateway as a service, idle."""
    log = (lab.folder / "latency.log").open("wb")
    watch = Watch(site.outbox("trimpaper"))
    gateway = subprocess.Popen([lab.malote, "run", "--site", site.path], stdout=log, stderr=log)
    try:
        time.sleep(3)
        yield watch
        if gateway.poll() is not None:
            raise Failed(f"the gateway ended with {gateway.returncode}")
    finally:
        watch.close()
        gateway.send_signal(signal.SIGTERM)
        gateway.wait(timeout=30)
        log.close()


def _drop(site: Site, watch: Watch, number: int, content: bytes) -> float:
    """Milliseconds from just before the rename to the event of the output's name."""
    name = f"pedido-{number:06}.xml"
    outside = site.path / name
    with outside.open("wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    inside = site.inbox("protheus") / name
    start = time.monotonic()
    outside.rename(inside)
    if not watch.names(10):
        raise Failed(f"{name} did not come out within ten seconds")
    return (time.monotonic() - start) * 1000


class BareSteps:
    """What the disk alone takes for the durable steps up to the hand-over of one file, in their order.

    P3 ledger; P4 rename, work area, inbox; P5 copy, file, rename, day, archive; P6, P7a, P7b ledger; P7c part, file,
    directory; P8 ledger; P9 rename. A commit of the ledger is an append to its write-ahead log and one sync; the
    gateway's are of one to thirteen pages, these are of four.
    """

    COMMIT = b"\0" * 4120 * 4

    def __init__(self, folder: Path):
        self.folders = {name: folder / name for name in ("inbox", "work", "archive", "day", "outbox")}
        for path in self.folders.values():
            path.mkdir()
        self.open = {name: os.open(path, os.O_RDONLY | os.O_DIRECTORY) for name, path in self.folders.items()}
        self.log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def take(self, number: int, content: bytes) -> float:
        """Milliseconds of all steps."""
        name = f"{number}"
        self._write("inbox", name, content)
        os.rename(self.folders["inbox"] / f".{name}", self.folders["inbox"] / name)
        os.fsync(self.open["inbox"])
        start = time.monotonic()
        self._commit()
        os.rename(self.folders["inbox"] / name, self.folders["work"] / name)
        os.fsync(self.open["work"])
        os.fsync(self.open["inbox"])
        self._write("day", name, content)
        os.rename(self.folders["day"] / f".{name}", self.folders["day"] / name)
        os.fsync(self.open["day"])
        os.fsync(self.open["archive"])
        for _ in ("received", "reading", "registered"):
            self._commit()
        self._write("outbox", name, content)
        os.fsync(self.open["outbox"])
        self._commit()
        os.rename(self.folders["outbox"] / f".{name}", self.folders["outbox"] / name)
        return (time.monotonic() - start) * 1000

    def _commit(self) -> None:
        os.write(self.log, self.COMMIT)
        os.fdatasync(self.log)

    def _write(self, folder: str, name: str, content: bytes) -> None:
        file = os.open(f".{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=self.open[folder])
        os.write(file, content)
        os.fsync(file)
        os.close(file)
