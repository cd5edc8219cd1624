"""The peak memory of 1 GB of documents: as many files as it takes, of documents as large as they come."""

from pathlib import Path

from harness.inputs import write_orders, write_postings
from harness.lab import Lab, Site
from harness.measure import Failed, Run, run, say
from harness.results import Result

LIMIT = 64 << 20
ITEMS = 400
REELS = 100
# 100 reels to a posting, and six digits for the line number: a file can have no more.
FILE = 75_000_000


def measure(lab: Lab) -> list[Result]:
    orders = write_orders(lab.inputs("memory-orders"), max(1, lab.sizes.memory // 230_000), ITEMS, lab.seed)
    results = _rows(lab, "XML orders", "protheus", "trimpaper", orders, len(orders), max(map(_size, orders)))
    folder = lab.inputs("memory-postings")
    files: list[Path] = []
    documents = 0
    while sum(map(_size, files)) < lab.sizes.memory:
        files.append(folder / f"apontamentos-{len(files) + 1}.txt")
        size = min(FILE, lab.sizes.memory)
        documents += write_postings(files[-1], size, REELS, lab.seed, first=documents + 1)
    # A posting of 101 reels with a waste and a use.
    largest = 157 + 101 * 80 + 47 + 51
    return results + _rows(lab, "TXT postings", "trimpaper", "protheus", files, documents, largest)


def _size(file: Path) -> int:
    return file.stat().st_size


def _rows(
    lab: Lab, kind: str, sender: str, receiver: str, files: list[Path], documents: int, largest: int
) -> list[Result]:
    work = f"{sum(map(_size, files)) / 1e9:.2g} GB of {kind}, {len(files)} files"
    say(f"{work}: malote convert")
    converted = run([lab.malote, "convert", *files])
    site = Site(lab, "memory-site")
    site.drop(sender, files)
    verdict = lab.folder / "memory-verdict.json"
    say(f"{work}: malote run --once, {documents} documents")
    worked = run(site.command(), out=verdict)
    site.check(receiver, documents, verdict)
    return [_result("convert", work, converted, largest), _result("run --once", work, worked, largest)]


def _result(command: str, work: str, taken: Run, largest: int) -> Result:
    if not taken.peak:
        raise Failed("no peak memory was seen")
    bar = LIMIT + largest
    return Result(
        f"memory-{command.split()[0]}-{work.split()[3]}",
        f"{work}, {command}",
        f"{taken.peak / (1 << 20):.1f} MiB",
        f"{taken.seconds:.0f} s",
        "",
        f"<= {bar / (1 << 20):.1f} MiB",
        taken.peak <= bar,
        {"peak": [taken.peak], "seconds": [taken.seconds]},
    )
