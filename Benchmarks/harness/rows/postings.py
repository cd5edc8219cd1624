"""100 MB of postings in one TXT file to XML, beside a plain Python script, our own reading alone, and `wc -l`."""

from harness.inputs import read_into_cache, write_postings
from harness.lab import PEERS, ROOT, Lab, digest
from harness.measure import Failed, Spread, interleave, ratios, run
from harness.results import Result

BAR = 5.0


def measure(lab: Lab) -> list[Result]:
    file = lab.inputs("postings.txt")
    documents = write_postings(file, lab.sizes.postings, 1, lab.seed)
    read_into_cache([file])
    folder = lab.scratch("postings")
    ours, theirs = folder / "ours.xml", folder / "theirs.xml"
    _agree(lab, file, documents, ours, theirs)
    sides = {
        "malote convert": lambda: run([lab.malote, "convert", file], out=ours).seconds,
        "Python script": lambda: run(["python3", PEERS / "postings_to_xml.py", file], out=theirs).seconds,
        "reading alone": lambda: run([lab.probe, "read", "--schemas", ROOT / "Schemas", file]).seconds,
        "wc -l": lambda: run(["wc", "-l", file]).seconds,
    }
    work = f"{file.stat().st_size / 1e6:.0f} MB of TXT postings to XML ({documents} documents)"
    values = interleave(work, lab.repetitions, sides)
    return [
        _line("postings", work, values, "Python script", BAR),
        _line("postings-reading", "the same, beside reading it alone", values, "reading alone"),
        _line("postings-wc", "the same, beside counting its lines", values, "wc -l"),
    ]


def _agree(lab: Lab, file, documents: int, ours, theirs) -> None:
    """Both sides write the same bytes, and reading alone sees as many documents."""
    run([lab.malote, "convert", file], out=ours)
    run(["python3", PEERS / "postings_to_xml.py", file], out=theirs)
    if digest(ours) != digest(theirs):
        raise Failed("malote convert and the Python script do not agree")
    run([lab.probe, "read", "--schemas", ROOT / "Schemas", file], out=theirs)
    if int(theirs.read_text()) != documents:
        raise Failed(f"{documents} postings were written, reading alone sees {theirs.read_text()}")


def _line(row: str, work: str, values: dict[str, list[float]], beside: str, bar: float | None = None) -> Result:
    ratio = ratios(values[beside], values["malote convert"])
    spread = Spread.of(ratio)
    return Result(
        row,
        work,
        Spread.of(values["malote convert"]).text("s"),
        f"{beside} {Spread.of(values[beside]).text('s')}",
        spread.text(),
        f">= {bar:g}" if bar else "",
        spread.median >= bar if bar else None,
        {"malote convert": values["malote convert"], beside: values[beside], "ratio": ratio},
    )
