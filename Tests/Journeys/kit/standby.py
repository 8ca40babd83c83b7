"""A second PostgreSQL server that follows the first, and takes its place when the first is gone for good."""

import atexit
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import urllib.parse

from . import places
from .telling import until

BIN = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
# PostgreSQL refuses to run as root.
AS = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


def port_of(database):
    return urllib.parse.urlsplit(database.url).port


def ask(port, sql):
    done = subprocess.run(
        [BIN / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "kicau", "-d", "kicau", "-tAc", sql],
        capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


class Standby:
    """A follower without which the first commits nothing: what is promised is on both."""

    def __init__(self, primary):
        self.primary = primary
        self.port = places.free_port()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kicau-standby-"))
        self.folder.chmod(0o755)
        data = self.folder / "data"
        if AS:
            shutil.chown(self.folder, "postgres")
        self._run("pg_basebackup", "-h", "127.0.0.1", "-p", port_of(primary), "-U", "kicau", "-D", data, "-R",
                  "--checkpoint=fast")
        # As many connections as the first has, or it would not follow.
        options = (f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
                   " -c max_connections=400")
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "server.log", "-o", options, "start")
        atexit.register(self.stop)
        ask(port_of(primary), "ALTER SYSTEM SET synchronous_standby_names = '*'")
        ask(port_of(primary), "SELECT pg_reload_conf()")
        until(lambda: ask(port_of(primary), "SELECT sync_state FROM pg_stat_replication") == "sync",
              "the standby follows", 20)

    @property
    def url_of_both(self):
        """Whoever of the two takes writes."""
        return f"postgres://kicau@127.0.0.1:{port_of(self.primary)},127.0.0.1:{self.port}/kicau"

    def take_over(self):
        """The first dies, and stays dead; its follower takes writes from now on."""
        pid = int((self.primary.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "promote")

    def stop(self):
        subprocess.run([*AS, BIN / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"],
                       capture_output=True, check=False, cwd="/")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *words):
        done = subprocess.run([*AS, BIN / program, *map(str, words)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, cwd="/")
        if done.returncode:
            raise AssertionError(f"{program}: {done.stderr}")
