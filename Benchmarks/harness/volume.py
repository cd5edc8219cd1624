"""A disk with a journal, where the disk at hand has none: an ext4 image, as a site's volume is by default."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 8 << 30


def has_journal(folder: Path) -> bool | None:
    """Whether the ext4 volume of a folder has a journal; `None` where it is no ext4 volume."""
    device = os.stat(folder).st_dev
    try:
        name = os.path.basename(os.readlink(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}"))
    except OSError:
        return None
    if not Path("/proc/fs/ext4", name).is_dir():
        return None
    return any(entry.startswith(f"{name}-") for entry in _entries("/proc/fs/jbd2"))


@contextmanager
def journalled(folder: Path) -> Iterator[Path | None]:
    """A new, mounted ext4 image below a folder, and away with it afterwards; `None` where none can be mounted."""
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        yield None
        return
    image, point = folder / "journalled.img", folder / "journalled"
    point.mkdir(parents=True)
    with open(image, "wb") as file:
        os.truncate(file.fileno(), SIZE)
    options = ["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0"]
    subprocess.run(["mkfs.ext4", *options, image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, point], stderr=subprocess.DEVNULL).returncode:
        yield None
        return
    try:
        yield point
    finally:
        subprocess.run(["umount", point], check=True)
        image.unlink()


def _entries(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []
