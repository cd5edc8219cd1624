"""What the figures were taken on, and whether it was quiet."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

from harness.volume import has_journal


def describe(folder: Path) -> dict[str, str | int | float]:
    """Processor, memory, disk of `folder`, kernel, versions, and the load when this was asked."""
    source, kind = _mount(folder)
    if has_journal(folder) is False:
        kind += " without a journal"
    return {
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(int(_first("/proc/meminfo", "MemTotal").split()[0]) / (1 << 20), 1),
        "disk": f"{source} ({kind}), {shutil.disk_usage(folder).free >> 30} GiB free",
        "kernel": platform.release(),
        "system": _first("/etc/os-release", "PRETTY_NAME", "=").strip('"'),
        "swift": _says(["swift", "--version"]),
        "libxml2": _says(["xmllint", "--version"], "using libxml version"),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def is_busy(machine: dict) -> bool:
    """Whether others were at work: then only the ratios mean something, and less."""
    return machine["load"] > 0.5 * machine["cores"]


def _first(path: str, name: str, separator: str = ":") -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(separator)
        if key.strip() == name:
            return value.strip()
    return "unknown"


def _mount(folder: Path) -> tuple[str, str]:
    best = ("unknown", "unknown", "")
    for line in Path("/proc/mounts").read_text().splitlines():
        source, point, kind = line.split()[:3]
        if str(folder.resolve()).startswith(point) and len(point) >= len(best[2]):
            best = (source, kind, point)
    return best[0], best[1]


def _says(command: list[str], wanted: str = "version") -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except OSError:
        return "not installed"
    lines = [line for line in (done.stdout + done.stderr).splitlines() if wanted in line]
    return lines[0].strip() if lines else "unknown"
