"""PostgreSQL and Redis for one measurement: own folder, own port, as their makers ship them, gone afterwards."""

import contextlib
import os
import shutil
import subprocess
import time

from serving import fresh, free_port

POSTGRES = "/usr/lib/postgresql/15/bin"


class Postgres:
    def __init__(self, address, pid):
        self.own = address
        self.pid = pid

    def address(self, database):
        return f"{self.own.rsplit('/', 1)[0]}/{database}"

    def sql(self, text, database="postgres"):
        subprocess.run(
            [f"{POSTGRES}/psql", "-q", "-c", text, self.address(database)], stdout=subprocess.DEVNULL, check=True,
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"})

    def fresh(self, database):
        """An empty database of this name."""
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {database}")
        return self.address(database)


@contextlib.contextmanager
def postgres():
    """With its default durability: fsync on, synchronous_commit on."""
    folder = os.path.abspath(fresh("postgres"))
    try:
        done = subprocess.run(["scripts/postgres", folder], stdout=subprocess.PIPE, check=True, text=True)
        with open(os.path.join(folder, "data", "postmaster.pid")) as file:
            yield Postgres(done.stdout.strip(), int(file.readline()))
    finally:
        subprocess.run(["scripts/postgres", "--stop", folder], check=True)


class Redis:
    def __init__(self, port, process):
        self.pid = process.pid
        self.port = port

    def address(self, database=0):
        return f"redis://127.0.0.1:{self.port}/{database}"

    def run(self, *command):
        return subprocess.run(["redis-cli", "-p", str(self.port), *command], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True, text=True).stdout.strip()

    def fresh(self):
        self.run("FLUSHALL")
        return self.address()


@contextlib.contextmanager
def redis():
    """With its defaults: snapshots now and then, no append-only file, so a crash may lose minutes."""
    folder, port = os.path.abspath(fresh("redis")), free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder],
        stdout=subprocess.DEVNULL, start_new_session=True)
    server = Redis(port, process)
    try:
        _wait(lambda: server.run("PING"), process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(ask, process):
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}")
        try:
            return ask()
        except subprocess.CalledProcessError:
            time.sleep(0.1)
    raise SystemExit(f"{process.args[0]} did not come up within 30 seconds")
