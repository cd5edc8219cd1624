"""The ledger with nothing in it, with a million documents and with ten: how fast documents go in, and are found."""

from pathlib import Path

from harness.lab import Lab
from harness.measure import Spread, interleave, percentile, ratios, run, say
from harness.results import Result

FALL = 0.15
LOOK_UP = 10.0
WINDOW = 25_600
LOOK_UPS = 2_000


class Ledger:
    """A ledger, and how many documents it holds by now."""

    def __init__(self, lab: Lab, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.lab, self.path = lab, folder / "malote.sqlite"
        self.note, self.said = folder / "holds.txt", lab.folder / "ledger.txt"
        self.holds = int(self.note.read_text()) if self.note.exists() else 0

    def _now_holds(self, documents: int) -> None:
        self.holds = documents
        self.note.write_text(str(documents))

    def _probe(self, command: str, *words: str) -> list[str]:
        run([self.lab.probe, command, self.path, "--holds", str(self.holds), *words], out=self.said)
        return self.said.read_text().split()

    def fill(self, documents: int) -> None:
        self._now_holds(int(self._probe("fill", "--documents", str(documents))[0]))

    def insert(self) -> float:
        rate = float(self._probe("insert", "--documents", str(WINDOW))[0])
        self._now_holds(self.holds + WINDOW)
        return rate

    def look_up(self, seed: int) -> list[float]:
        return [float(word) for word in self._probe("look-up", "--count", str(LOOK_UPS), "--seed", str(seed))]


def measure(lab: Lab) -> list[Result]:
    ledgers = {size: _filled(lab, size) for size in sorted(lab.sizes.ledger)}
    names = {_count(size): ledger for size, ledger in ledgers.items()}

    def insert(size: int) -> float:
        # An empty ledger is a new one each time; the others grow by a window, which is nothing to them.
        if size == 0:
            ledgers[0] = Ledger(lab, lab.scratch("ledger-empty"))
        return ledgers[size].insert()

    sides = {_count(size): (lambda size=size: insert(size)) for size in ledgers}
    rates = interleave("documents per second into a ledger", lab.repetitions, sides)
    first, *larger = names
    results = [_rates(first, name, rates) for name in larger]
    return results + [_look_ups(name, names[name], lab) for name in larger]


def _filled(lab: Lab, size: int) -> Ledger:
    """A ledger of a size, filled through its own steps. It is an input: a kept folder has it for the next run."""
    ledger = Ledger(lab, lab.inputs(f"ledger-{size}"))
    if ledger.holds < size:
        say(f"filling a ledger to {_count(size)} documents")
        ledger.fill(size)
    return ledger


def _rates(first: str, name: str, rates: dict[str, list[float]]) -> Result:
    ratio = ratios(rates[name], rates[first])
    spread = Spread.of(ratio)
    return Result(
        f"ledger-insert-{name}",
        f"ledger of {name} documents, insert",
        Spread.of(rates[name]).text("/s"),
        f"of {first}: " + Spread.of(rates[first]).text("/s"),
        spread.text(),
        f">= {1 - FALL:.2f}",
        spread.median >= 1 - FALL,
        {name: rates[name], first: rates[first], "ratio": ratio},
    )


def _look_ups(name: str, ledger: Ledger, lab: Lab) -> Result:
    took = [value for turn in range(lab.repetitions) for value in ledger.look_up(lab.seed + turn)]
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    size = ledger.path.stat().st_size / max(1, ledger.holds)
    return Result(
        f"ledger-look-up-{name}",
        f"ledger of {name} documents, look-up by business key",
        f"p50 {p50:.2f} ms, p99 {p99:.2f} ms",
        f"{size:.0f} bytes per document",
        "",
        f"p99 < {LOOK_UP:.0f} ms",
        p99 < LOOK_UP,
        {"milliseconds": took},
    )


def _count(size: int) -> str:
    return f"{size // 1_000_000} M" if size >= 1_000_000 else str(size)
