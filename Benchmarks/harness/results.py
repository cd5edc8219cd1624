"""The table that is printed, the same as Markdown, and the same as JSON."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

HEADINGS = ["Work", "Malote", "Beside", "Ratio", "Bar", "Met"]


@dataclass
class Result:
    """One line of the table. Texts are what people read; `values` are the single measurements behind them."""

    row: str
    work: str
    ours: str
    beside: str
    ratio: str
    bar: str
    met: bool | None
    """`None` where the line only puts another one into proportion."""
    values: dict[str, list[float]] = field(default_factory=dict)

    def cells(self) -> list[str]:
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return [self.work, self.ours, self.beside, self.ratio, self.bar, met]


def table(results: list[Result]) -> str:
    """Columns as wide as their widest cell."""
    rows = [HEADINGS, *(result.cells() for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def markdown(results: list[Result], machine: dict, busy: bool) -> str:
    """The section of `Docs/performance.md` that is made anew by each run."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in result.cells()) + " |" for result in results]
    return "\n".join([*lines, "", description(machine, busy)])


def description(machine: dict, busy: bool) -> str:
    """The machine in two lines or three."""
    text = (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; {machine['disk']}; "
        f"{machine['system']}, Linux {machine['kernel']};\n{machine['swift']}; {machine['libxml2']}; "
        f"Python {machine['python']}. Load at the start: {machine['load']}."
    )
    warning = "\nTHE MACHINE WAS BUSY: times are noise, ratios little better." if busy else ""
    return text + warning


def write_json(path: Path, results: list[Result], machine: dict, options: dict) -> None:
    """Everything, single values included."""
    whole = {"machine": machine, "options": options, "results": [asdict(result) for result in results]}
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
