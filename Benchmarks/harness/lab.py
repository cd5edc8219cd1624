"""Where measuring takes place: programs, folders, sizes, and a site that runs."""

import hashlib
import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.measure import Failed, say

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "Benchmarks" / "peers"


@dataclass
class Sizes:
    """How much each row works on."""

    orders: int = 450
    postings: int = 100_000_000
    small_orders: int = 10_000
    bots_orders: int = 2_000
    memory: int = 1_000_000_000
    drops: int = 400
    ledger: tuple[int, ...] = (0, 1_000_000, 10_000_000)

    @staticmethod
    def quick() -> "Sizes":
        """A hundredth: shows that everything runs, and no more."""
        return Sizes(20, 1_000_000, 300, 100, 20_000_000, 40, (0, 20_000))


@dataclass
class Lab:
    """What every row needs."""

    folder: Path
    sizes: Sizes
    repetitions: int
    seed: int
    malote: Path
    probe: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def inputs(self, name: str) -> Path:
        """A folder of inputs that rows share."""
        return self.folder / "inputs" / f"{self.seed}-{name}"

    def scratch(self, name: str) -> Path:
        """A new, empty folder.

        Nothing is removed while anything is measured: some file systems make new files the more slowly, the more were
        removed just before.
        """
        # A kept folder has those of the runs before.
        paths = (self.folder / f"{name}-{number}" for number in self.numbers)
        path = next(path for path in paths if not path.exists())
        path.mkdir(parents=True)
        return path


def prepare(folder: Path, sizes: Sizes, repetitions: int, seed: int) -> Lab:
    """Installs what is missing and builds the programs that are measured, as they are shipped: `-c release`."""
    _setup()
    for product in ("malote", "benchmark-probe"):
        say(f"building {product} (-c release)")
        build = ["swift", "build", "-c", "release", "--product", product]
        done = subprocess.run(build, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise Failed(f"{' '.join(build)} failed:\n{done.stdout[-4000:]}")
    path = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    folder.mkdir(parents=True, exist_ok=True)
    return Lab(folder, sizes, repetitions, seed, Path(path) / "malote", Path(path) / "benchmark-probe")


def _setup() -> None:
    subprocess.run([ROOT / "scripts" / "setup"], check=True, stdout=subprocess.DEVNULL)
    missing = [package for package, program in (("libxml2-utils", "xmllint"), ("util-linux", "taskset"))
               if not shutil.which(program)]  # fmt: skip
    if missing:
        install(missing)


def install(packages: list[str]) -> None:
    """Installs Debian packages, as root or through sudo."""
    say(f"installing {' '.join(packages)}")
    rights = [] if os.geteuid() == 0 else ["sudo"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "--quiet"], ["install", "--yes", "--quiet", "--no-install-recommends", *packages]):
        done = subprocess.run([*rights, "apt-get", *words], env=environment, capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"apt-get {words[0]} failed:\n{done.stderr[-2000:]}")


class Site:
    """A site of the gateway in a folder of its own."""

    def __init__(self, lab: Lab, name: str):
        self.lab = lab
        self.path = lab.scratch(name)
        self._malote("init", str(self.path))
        settings = self.path / "malote.yaml"
        # Files are put in whole before the gateway starts, or renamed in: there is nothing to wait for.
        # Receipts are outputs that no peer writes.
        told = settings.read_text().replace("quiet: 2s", "quiet: 1ms") + 'without_receipt: ["*"]\n'
        settings.write_text(told)

    def _malote(self, *words: str) -> str:
        done = subprocess.run([self.lab.malote, *words], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"malote {words[0]} ended with {done.returncode}:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        return done.stdout

    def inbox(self, system: str) -> Path:
        return self.path / system / "inbox"

    def outbox(self, system: str) -> Path:
        return self.path / system / "outbox"

    def drop(self, system: str, files: list[Path]) -> None:
        """Copies files into an inbox and brings everything to the disk, so that it burdens nothing that is measured."""
        for file in files:
            shutil.copyfile(file, self.inbox(system) / file.name)
        os.sync()

    def command(self) -> list[str | Path]:
        """The gateway, working off what is there, with its log as it is by default."""
        return [self.lab.malote, "run", "--once", "--json", "--site", self.path]

    def check(self, system: str, documents: int, verdict: Path) -> None:
        """Everything was delivered, nothing is left, and the chain and the archive agree with it."""
        said = json.loads(verdict.read_text())
        there = sum(1 for name in os.scandir(self.outbox(system)) if not name.name.startswith("."))
        if said["delivered"] != documents or there != documents or said["rejected"] or said["unfinished"]:
            raise Failed(f"{documents} documents expected, {there} in the outbox; the gateway says {said}")
        self._malote("audit", "verify", "--site", str(self.path))


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            whole.update(piece)
    return whole.hexdigest()
