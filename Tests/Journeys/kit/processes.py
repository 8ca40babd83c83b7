"""The real program: rehearsal networks in one process, the server in another."""

import atexit
import ctypes
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

import requests

from . import places

_running = set()


def _die_with_parent():
    # Were the journey itself killed, nothing of it may stay behind. 1 is PR_SET_PDEATHSIG: it speaks of the thread that
    # started the child, so only the main thread starts processes.
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)


@atexit.register
def _kill_all():
    for process in list(_running):
        process.kill()
        process.wait()


def start(command, log, stdout=None, env=None, cwd=None):
    """Starts a process that ends with the journey; what it says goes to a log."""
    with open(places.LOGS / log, "ab") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout or errors, stderr=errors, env=env, cwd=cwd,
            preexec_fn=_die_with_parent)
    _running.add(process)
    return process


def forget(process):
    _running.discard(process)


def plain_environment(**more):
    """This process's environment without settings of a Kicau that may live on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KICAU_", "DATABASE_", "OTEL_"))}
    return kept | more


class Networks:
    """The seven rehearsal networks, and the hidden hand over them."""

    def __init__(self, *flags):
        self.process = start(
            [places.PROGRAM, "networks", *flags], "networks.log", stdout=subprocess.PIPE, env=plain_environment())
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the rehearsal networks did not start; see {places.LOGS}/networks.log")
        self.addresses = json.loads(line)
        # People publish there; the language model beside them is no network.
        self.origins = {name: origin for name, origin in self.addresses.items() if name != "ai"}
        self.hand = requests.Session()

    def ask(self, network, what):
        answer = self.hand.get(f"{self.addresses[network]}/_rehearsal/{what}", timeout=30)
        answer.raise_for_status()
        return answer.json()

    def tell(self, network, what, body):
        answer = self.hand.post(f"{self.addresses[network]}/_rehearsal/{what}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def posts(self, network):
        return [post for post in self.ask(network, "posts") if not post["deleted"]]

    def person(self, network, name):
        return next(person for person in self.ask(network, "people") if person["name"] == name)

    def be_faulty(self, network, *rules):
        self.tell(network, "faults", list(rules))

    def be_well(self, network):
        self.hand.delete(f"{self.addresses[network]}/_rehearsal/faults", timeout=30).raise_for_status()


class Server:
    """`kicau serve` on a data folder, which outlives it."""

    def __init__(self, folder=None, networks=None, log="server.log", **settings):
        self.folder = folder or places.new_folder() / "data"
        self.port = places.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.settings = {"KICAU_PACE": "rehearsal", "KICAU_PUBLIC_MEDIA_URL": self.url, "KICAU_LOG": "warning"}
        if networks:
            pairs = [f"{network}={origin}" for network, origin in networks.origins.items()]
            self.settings["KICAU_REHEARSAL_NETWORKS"] = ",".join(pairs)
        self.settings |= settings
        self.process = None

    def command(self):
        return [places.PROGRAM, "serve", "--data", str(self.folder), "--port", str(self.port)]

    def start(self):
        self.process = start(self.command(), self.log, env=plain_environment(**self.settings))
        return self.wait()

    def wait(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}; see {places.LOGS}/{self.log}")
            try:
                if requests.get(self.url + "/healthz", timeout=2).ok:
                    return self
            except requests.RequestException:
                pass
            time.sleep(0.05)
        raise AssertionError("the server does not answer /healthz")

    def kill(self):
        """SIGKILL: no last word, no clean-up."""
        self.process.kill()
        self.process.wait()
        forget(self.process)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not stop within 20 s of SIGTERM")
        forget(self.process)
        return self.process.returncode


class Worker(Server):
    """`kicau work`: one more node on the same database, without pages."""

    def command(self):
        return [places.PROGRAM, "work", "--data", str(self.folder)]

    def start(self):
        self._heard = self._works()
        return super().start()

    def wait(self, seconds=30):
        """It says so when it is at work: one that is held still before may take the database for dead, and end."""
        end = time.monotonic() + seconds
        while self._works() == self._heard:
            if self.process.poll() is not None:
                raise AssertionError(f"the worker ended with {self.process.returncode}; see {places.LOGS}/{self.log}")
            if time.monotonic() > end:
                raise AssertionError(f"the worker is not at work after {seconds} s; see {places.LOGS}/{self.log}")
            time.sleep(0.05)
        return self

    def _works(self):
        log = places.LOGS / self.log
        return log.read_text(errors="replace").count(" works (data in ") if log.exists() else 0

    def hold_still(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)


class Postgres:
    """A PostgreSQL server of the journey's own."""

    SCRIPT = places.ROOT / "scripts/postgres"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kicau-postgres-"))
        self.folder.chmod(0o755)
        started = subprocess.run([self.SCRIPT, self.folder], capture_output=True, text=True)
        if started.returncode:
            raise AssertionError(f"PostgreSQL did not start: {started.stderr}")
        self.url = started.stdout.strip()
        atexit.register(self.stop)

    def crash(self):
        """Every process of the server dies at once, as in a power cut, and a new one recovers from its log."""
        subprocess.run([self.SCRIPT, "--crash", self.folder], check=True)

    def stop(self):
        subprocess.run([self.SCRIPT, "--stop", self.folder], check=False)


def fails(command, **settings):
    """Runs a command that should refuse to; gives its exit code and what it said."""
    done = subprocess.run(
        [str(word) for word in command], env=plain_environment(**settings), capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout + done.stderr
