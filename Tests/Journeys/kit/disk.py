"""A disk so small that it can be filled."""

import ctypes
import os
import pathlib
import subprocess

from . import places
from .telling import Skipped


def small_disk():
    """A disk of 40 MB that only this process and its children see, and that goes with them."""
    if os.geteuid() != 0:
        raise Skipped("making a small disk needs root")
    folder = places.new_folder() / "disk"
    folder.mkdir()
    if ctypes.CDLL("libc.so.6", use_errno=True).unshare(0x00020000) != 0:
        raise Skipped("this machine allows no mounts of one's own")
    for command in (["mount", "--make-rprivate", "/"], ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder]):
        if subprocess.run(command, capture_output=True).returncode != 0:
            raise Skipped("this machine allows no mounts of one's own")
    return folder


def fill(folder):
    path = pathlib.Path(folder, "ballast")
    with open(path, "ab", buffering=0) as ballast:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    ballast.write(b"\0" * size)
            except OSError:
                pass
    return path
