"""PostgreSQL and Redis for one measurement: own folder, own port, as their makers ship them, gone afterwards."""

import contextlib
import os
import shutil
import subprocess
import time

from serving import fresh, free_port

POSTGRES = "/usr/lib/postgresql/15/bin"
# PostgreSQL refuses to run as root.
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


class Postgres:
    def __init__(self, port, process):
        self.port = port
        self.process = process

    def address(self, database="postgres"):
        user = "postgres" if AS_POSTGRES else os.environ["USER"]
        return f"postgres://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, program, *arguments):
        """One of PostgreSQL's own programs; gives what it prints."""
        return subprocess.run(
            [os.path.join(POSTGRES, program), *map(str, arguments)], stdout=subprocess.PIPE, check=True, text=True,
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}).stdout

    def sql(self, text, database="postgres"):
        return self.run("psql", "-qAt", "-c", text, self.address(database)).strip()

    def fresh(self, database):
        """An empty database of this name."""
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {database}")
        return self.address(database)


@contextlib.contextmanager
def postgres():
    """With its default durability: fsync on, synchronous_commit on."""
    folder = os.path.abspath(fresh("postgres"))
    if AS_POSTGRES:
        shutil.chown(folder, "postgres", "postgres")
    subprocess.run(
        [*AS_POSTGRES, f"{POSTGRES}/initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", folder],
        stdout=subprocess.DEVNULL, check=True)
    port = free_port()
    process = subprocess.Popen(
        [*AS_POSTGRES, f"{POSTGRES}/postgres", "-D", folder, "-p", str(port), "-c", "unix_socket_directories="],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Postgres(port, process)
    try:
        _wait(lambda: server.run("pg_isready", "-d", server.address()), process)
        yield server
    finally:
        # Under runuser the signal has to reach the server itself.
        subprocess.run([*AS_POSTGRES, f"{POSTGRES}/pg_ctl", "stop", "-D", folder, "-m", "fast"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


class Redis:
    def __init__(self, port, process):
        self.process = process
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
