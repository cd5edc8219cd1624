"""100 MB of XML orders, read, validated and converted, beside `xmllint` that only reads and validates them."""

from pathlib import Path

from harness.inputs import read_into_cache, write_orders
from harness.lab import ROOT, Lab, digest
from harness.measure import Failed, Spread, interleave, ratios, run
from harness.results import Result

ITEMS = 400
BAR = 1.2
SCHEMA = ROOT / "Schemas" / "pedido-venda" / "protheus-xml.xsd"


def measure(lab: Lab) -> list[Result]:
    files = write_orders(lab.inputs(f"orders-{ITEMS}"), lab.sizes.orders, ITEMS, lab.seed)
    read_into_cache(files)
    size = sum(file.stat().st_size for file in files) / 1e6
    out = lab.scratch("xml") / "converted"
    results = [
        _line(lab, f"{size:.0f} MB of XML orders, {len(files)} files, all cores", files, out, None),
        _line(lab, "the same, both on one core", files, out, "0"),
    ]
    out.unlink()
    return results


def _line(lab: Lab, work: str, files: list[Path], out: Path, cores: str | None) -> Result:
    outcomes: set[str] = set()

    def ours() -> float:
        seconds = run([lab.malote, "convert", *files], out=out, cores=cores).seconds
        _check(out, len(files), outcomes)
        return seconds

    def beside() -> float:
        # It ends with 3 when a file is not valid.
        return run(["xmllint", "--stream", "--noout", "--schema", SCHEMA, *files], cores=cores).seconds

    values = interleave(work, lab.repetitions, {"malote convert": ours, "xmllint --stream": beside})
    ratio = ratios(values["xmllint --stream"], values["malote convert"])
    spread = Spread.of(ratio)
    isBar = cores is None
    return Result(
        "xml" if isBar else "xml-one-core",
        work,
        Spread.of(values["malote convert"]).text("s"),
        "xmllint " + Spread.of(values["xmllint --stream"]).text("s"),
        spread.text(),
        f">= {BAR}" if isBar else "",
        spread.median >= BAR if isBar else None,
        values | {"ratio": ratio},
    )


def _check(out: Path, documents: int, outcomes: set[str]) -> None:
    """Every order came out whole, and each run wrote the same bytes."""
    trailers = sum(1 for line in out.open("rb") if line.startswith(b"99"))
    outcomes.add(digest(out))
    if trailers != documents or len(outcomes) != 1:
        raise Failed(f"{documents} orders gave {trailers} outputs, {len(outcomes)} different ones")
