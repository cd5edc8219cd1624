"""Bots EDI, installed from the Python package index into an environment of its own and set up for one route."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from harness.lab import PEERS, install
from harness.measure import Failed, say

VERSION = "3.3.1"
# Bots 3.3.1 was written for older ones and does not start under Django 3 and later.
DJANGO = "2.2.28"
SETTINGS = """
[settings]
maxsecondsperchannel = 86400
maxruntime = 1440
whencleanup = never
sendreportiferror = False
log_console = False
log_file_number = 10
log_file_level = INFO
log_console_level = INFO
port = {port}

[webserver]
environment = production

[acceptance]
runacceptancetest = False

[directories]
botssys = {work}/botssys
usersys = bots_usersys

[charsets]
"""


class Bots:
    """One installation of Bots in `work`, with nothing in its database yet."""

    def __init__(self, environment: Path, work: Path):
        self.work = work
        self.python = environment / "bin" / "python"
        if not (environment / "bin" / "bots-engine").exists():
            _install(environment)
        shutil.copytree(PEERS / "bots" / "config", work / "bots_config")
        shutil.copytree(PEERS / "bots" / "usersys", work / "bots_usersys")
        for folder in ("in", "out", "archive", "botssys"):
            (work / folder).mkdir()
        (work / "bots_config" / "bots.ini").write_text(SETTINGS.format(port=_free_port(), work=work))
        package = next(environment.glob("lib/python*/site-packages/bots"))
        shutil.copyfile(package / "install" / "botsdb", work / "botsdb")
        self._declare()

    def _declare(self) -> None:
        """A channel in that removes and archives what it took, a translation, a channel out."""
        with sqlite3.connect(self.work / "botsdb") as database:
            _insert(database, "channel", idchannel="in", inorout="in", type="file", remove=True, filename="*.xml",
                    path=str(self.work / "in"), archivepath=str(self.work / "archive"))  # fmt: skip
            _insert(database, "channel", idchannel="out", inorout="out", type="file", filename="*",
                    path=str(self.work / "out"))  # fmt: skip
            _insert(database, "translate", active=True, fromeditype="xml", frommessagetype="order",
                    tscript="order_to_pedido", toeditype="fixed", tomessagetype="pedido")  # fmt: skip
            _insert(database, "routes", idroute="orders", seq=1, active=True, fromchannel_id="in", fromeditype="xml",
                    frommessagetype="order", tochannel_id="out", translateind=1)  # fmt: skip

    def run(self, files: list[Path]) -> float:
        """Works the files off; the seconds of the engine from its start to its end."""
        for file in files:
            shutil.copyfile(file, self.work / "in" / file.name)
        os.sync()
        environment = os.environ | {"PYTHONPATH": str(self.work), "BOTS_WORK": str(self.work)}
        engine = self.python.parent / "bots-engine"
        start = time.monotonic()
        done = subprocess.run([self.python, engine, "-cbots_config"], env=environment, capture_output=True, text=True)
        seconds = time.monotonic() - start
        if done.returncode or len(self.outputs()) != len(files) or any((self.work / "in").iterdir()):
            log = "".join(path.read_text()[-3000:] for path in self.work.glob("botssys/logging/engine*.log"))
            raise Failed(f"bots-engine ended with {done.returncode}, {len(self.outputs())} of {len(files)} files out\n"
                         f"{done.stdout[-1000:]}{done.stderr[-2000:]}\n{log}{self._errors()}")  # fmt: skip
        return seconds

    def outputs(self) -> list[Path]:
        return list((self.work / "out").iterdir())

    def _errors(self) -> str:
        with sqlite3.connect(self.work / "botsdb") as database:
            return json.dumps(database.execute("SELECT errortext FROM ta WHERE errortext != '' LIMIT 2").fetchall())


def _insert(database: sqlite3.Connection, table: str, **values) -> None:
    """A row; what is not given and may not be null is empty, as the web interface leaves it."""
    row = {}
    for _, name, kind, is_required, _, is_key in database.execute(f"PRAGMA table_info({table})"):
        if name in values:
            row[name] = values[name]
        elif is_required and not is_key:
            row[name] = "" if "char" in kind or "text" in kind else 0
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _install(environment: Path) -> None:
    say(f"installing Bots EDI {VERSION} into {environment}")
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        install([f"python{sysconfig.get_python_version()}-venv"])
    for words in (
        [sys.executable, "-m", "venv", environment],
        [environment / "bin" / "pip", "install", "--quiet", f"bots-ediint=={VERSION}", f"Django=={DJANGO}"],
    ):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"Bots EDI could not be installed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")


def _free_port() -> int:
    """A port by which Bots makes sure that it runs once."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
