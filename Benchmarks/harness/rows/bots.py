"""Small orders end to end beside Bots EDI: the same files, and outputs with the same bytes."""

from harness.bots import VERSION, Bots
from harness.inputs import read_into_cache, write_orders
from harness.lab import Lab, Site, digest
from harness.measure import Failed, Spread, interleave, ratios, run
from harness.results import Result

ITEMS = 4
BAR = 10.0


def measure(lab: Lab) -> list[Result]:
    files = write_orders(lab.inputs(f"small-{lab.sizes.bots_orders}"), lab.sizes.bots_orders, ITEMS, lab.seed)
    read_into_cache(files)
    outcomes: dict[str, list[str]] = {}

    def ours() -> float:
        site = Site(lab, "bots-site")
        site.drop("protheus", files)
        verdict = lab.folder / "bots-verdict.json"
        seconds = run(site.command(), out=verdict).seconds
        site.check("trimpaper", len(files), verdict)
        outcomes["malote"] = sorted(digest(file) for file in site.outbox("trimpaper").iterdir() if file.is_file())
        return seconds

    def theirs() -> float:
        bots = Bots(lab.folder / "bots", lab.scratch("bots-work"))
        seconds = bots.run(files)
        outcomes["bots"] = sorted(digest(file) for file in bots.outputs())
        if outcomes["bots"] != outcomes["malote"]:
            raise Failed("Malote and Bots do not agree")
        return seconds

    work = f"{len(files)} small XML orders, end to end"
    values = interleave(work, lab.repetitions, {"malote run --once": ours, "Bots": theirs})
    ratio = ratios(values["Bots"], values["malote run --once"])
    spread = Spread.of(ratio)
    return [
        Result(
            "bots", work, Spread.of(values["malote run --once"]).text("s"),
            f"Bots {VERSION} {Spread.of(values['Bots']).text('s')}", spread.text(), f">= {BAR:g}",
            spread.median >= BAR, values | {"ratio": ratio},
        )
    ]  # fmt: skip
