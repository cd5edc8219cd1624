"""10,000 small orders end to end with every durable step, beside a loop that only writes them durably, one by one."""

import os
from dataclasses import replace
from pathlib import Path

from harness.inputs import read_into_cache, write_orders
from harness.lab import PEERS, Lab, Site
from harness.measure import Spread, interleave, ratios, run
from harness.results import Result
from harness.volume import has_journal, journalled

ITEMS = 4
BAR = 1.0


def measure(lab: Lab) -> list[Result]:
    files = write_orders(lab.inputs(f"small-{lab.sizes.small_orders}"), lab.sizes.small_orders, ITEMS, lab.seed)
    read_into_cache(files)
    results = [_measure(lab, files, "")]
    # Without a journal a sync waits for one file alone, and there is little that a group could share.
    if has_journal(lab.folder) is False:
        with journalled(lab.folder) as volume:
            if volume:
                results.append(_measure(replace(lab, folder=volume), files, ", ext4 image with its journal"))
    return results


def _measure(lab: Lab, files: list[Path], where: str) -> Result:
    work = f"{len(files)} small XML orders, end to end{where}"
    sides = {
        "malote run --once": lambda: end_to_end(lab, files),
        "durable loop": lambda: _loop(lab, files[0].parent),
        "the loop without its syncs": lambda: _loop(lab, files[0].parent, "--no-sync"),
    }
    values = interleave(work, lab.repetitions, sides)
    ratio = ratios(values["durable loop"], values["malote run --once"])
    spread = Spread.of(ratio)
    ours, loop = Spread.of(values["malote run --once"]), Spread.of(values["durable loop"])
    rate = f"{len(files) / ours.median:.0f}/s"
    return Result(
        "orders-journal" if where else "orders", f"{work} ({rate})", ours.text("s"), "durable loop " + loop.text("s"),
        spread.text(), f">= {BAR:.1f}", spread.median >= BAR, values | {"ratio": ratio},
    )  # fmt: skip


def end_to_end(lab: Lab, files: list) -> float:
    """A new site works the files off; the seconds of the process from its start to its end."""
    site = Site(lab, "orders-site")
    site.drop("protheus", files)
    verdict = lab.folder / "orders-verdict.json"
    seconds = run(site.command(), out=verdict).seconds
    site.check("trimpaper", len(files), verdict)
    return seconds


def _loop(lab: Lab, source, *options: str) -> float:
    target, said = lab.scratch("orders-loop"), lab.folder / "orders-loop.txt"
    os.sync()
    run(["python3", PEERS / "durable_loop.py", source, target, *options], out=said)
    assert len(os.listdir(target)) == len(os.listdir(source))
    return float(said.read_text())
