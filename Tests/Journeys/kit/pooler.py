"""PgBouncer in transaction mode: no statement meets the session of the one before."""

import os
import shutil
import signal
import subprocess

from . import places
from .processes import forget, start
from .telling import Skipped, until

PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"


class Pooler:
    def __init__(self, port):
        if not shutil.which(PROGRAM):
            raise Skipped("pgbouncer is not installed")
        self.folder = places.new_folder()
        self.folder.chmod(0o755)
        self.port = places.free_port()
        self.url = f"postgres://kicau@127.0.0.1:{self.port}/kicau"
        self.lead_to(port)
        self.start()

    def lead_to(self, port):
        # Few connections for many sessions, so that each really is passed around.
        (self.folder / "pgbouncer.ini").write_text(
            f"[databases]\nkicau = host=127.0.0.1 port={port} dbname=kicau user=kicau\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nunix_socket_dir =\nauth_type = any\n"
            "pool_mode = transaction\ndefault_pool_size = 4\nmax_client_conn = 200\nserver_round_robin = 1\n")

    def start(self):
        # PgBouncer refuses to run as root.
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        self.process = start([*user, PROGRAM, str(self.folder / "pgbouncer.ini")], "pgbouncer.log")
        until(self._answers, "the pooler answers", 10)

    def _answers(self):
        done = subprocess.run(["psql", self.url, "-tAc", "SELECT 1"], capture_output=True, text=True)
        return done.returncode == 0

    def kill(self):
        self.process.kill()
        self.process.wait()
        forget(self.process)

    def turn_to(self, port):
        self.lead_to(port)
        self.process.send_signal(signal.SIGHUP)
