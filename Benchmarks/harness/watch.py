"""Tells when a name comes into a folder, by inotify: no looking again and again that would take a core away."""

import ctypes
import os
import select
import struct
import time
from pathlib import Path

IN_MOVED_TO = 0x80
IN_CREATE = 0x100
EVENT = struct.Struct("iIII")


class Watch:
    """The names that come into one folder, hidden ones left out."""

    def __init__(self, folder: Path):
        library = ctypes.CDLL(None, use_errno=True)
        self.descriptor = library.inotify_init1(os.O_CLOEXEC)
        if self.descriptor < 0 or library.inotify_add_watch(
            self.descriptor, os.fsencode(folder), IN_MOVED_TO | IN_CREATE
        ) < 0:  # fmt: skip
            raise OSError(ctypes.get_errno(), "inotify")

    def names(self, seconds: float) -> list[str]:
        """The names that came, as soon as there is one; none when `seconds` have passed."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.descriptor], [], [], left)[0] and (names := self._read()):
                return names
        return []

    def _read(self) -> list[str]:
        events, names, position = os.read(self.descriptor, 65536), [], 0
        while position < len(events):
            _, _, _, length = EVENT.unpack_from(events, position)
            position += EVENT.size
            name = events[position : position + length].rstrip(b"\0").decode()
            position += length
            if not name.startswith("."):
                names.append(name)
        return names

    def close(self) -> None:
        os.close(self.descriptor)
