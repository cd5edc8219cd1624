#!/usr/bin/env python3
"""The bare durable loop: for each file of a folder write its bytes, sync, rename, sync the directory.

    peers/durable_loop.py FROM INTO [--no-sync]

The bytes are read before the clock starts. Prints the seconds of the loop alone. With --no-sync the two syncs are left
out: what is left is what Python and the other calls cost.
"""

import os
import sys
import time


def main():
    source, target = sys.argv[1:3]
    sync = (lambda descriptor: None) if "--no-sync" in sys.argv[3:] else os.fsync
    files = []
    for name in sorted(os.listdir(source)):
        with open(os.path.join(source, name), "rb") as file:
            files.append((name, file.read()))
    directory = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
    start = time.monotonic()
    for name, content in files:
        part = f".{name}.part"
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=directory)
        os.write(file, content)
        sync(file)
        os.close(file)
        os.rename(part, name, src_dir_fd=directory, dst_dir_fd=directory)
        sync(directory)
    print(time.monotonic() - start)


if __name__ == "__main__":
    main()
