"""Where things are: the program, the data of a journey, its logs, free ports."""

import atexit
import os
import pathlib
import shutil
import socket
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = pathlib.Path(os.environ.get("KICAU_BIN") or ROOT / ".build/debug/kicau")
SPECS = pathlib.Path(os.environ.get("KICAU_SPECS") or ROOT.parent / "shared/specs")
NAME = pathlib.Path(sys.argv[0]).stem
LOGS = pathlib.Path(os.environ.get("KICAU_JOURNEY_LOGS") or ROOT / ".build/journeys") / NAME
LOGS.mkdir(parents=True, exist_ok=True)


def new_folder():
    """A folder that is gone when the journey is."""
    path = pathlib.Path(tempfile.mkdtemp(prefix=f"kicau-{NAME}-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


_given = set()


def free_port():
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _given:
            _given.add(port)
            return port
