"""The job queues Kicau is measured beside: each makes the same call with the client its users would take."""

import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import time

import kernel
from null_platform import null_platform
from serving import fresh

VENV = ".venv/bench"
PYTHON = os.path.join(VENV, "bin", "python")
HERE = "Benchmarks/rivals"


@dataclasses.dataclass(frozen=True)
class Rival:
    """`settings` are the workers to try: how many processes, and the words after `work`."""
    name: str
    module: str
    store: str
    settings: tuple
    environment: dict = dataclasses.field(default_factory=dict)


RIVALS = [
    Rival("procrastinate", "with_procrastinate", "postgres",
          ((1, "10"), (1, "20"), (1, "50"), (2, "10"), (2, "20"))),
    Rival("huey", "with_huey", "sqlite",
          ((1, "thread", "4"), (1, "thread", "8"), (1, "thread", "16"), (1, "process", "2"), (1, "process", "4"))),
    Rival("huey, fsync off", "with_huey", "sqlite", ((1, "thread", "4"), (1, "thread", "8"), (1, "process", "2")),
          {"BENCH_FSYNC": "off"}),
    Rival("Celery", "with_celery", "redis",
          ((1, "prefork", "2"), (1, "prefork", "4"), (1, "threads", "10"), (1, "threads", "20"), (2, "threads", "10"))),
    Rival("APScheduler", "with_apscheduler", "sqlite", ((1, "10"), (1, "20"))),
]


def install():
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", f"{HERE}/requirements.txt"],
        check=True)


class Running:
    """One rival with an empty store and a null platform."""

    def __init__(self, rival, servers, platform):
        self.rival = rival
        self.platform = platform
        self.server = servers.get(rival.store)
        self.environment = {**os.environ, **rival.environment, "BENCH_TARGET": platform.address,
                            "BENCH_STORE": self._store(), "PYTHONDONTWRITEBYTECODE": "1"}
        if rival.store == "postgres":
            self._run("prepare")

    def _store(self):
        match self.rival.store:
            case "postgres": return self.server.fresh("rival")
            case "redis": return self.server.fresh()
            case _: return os.path.join(os.path.abspath(fresh("rival")), "rival.sqlite")

    def _command(self, *words):
        return [PYTHON, f"{HERE}/run.py", self.rival.module, *map(str, words)]

    def _run(self, *words):
        subprocess.run(self._command(*words), env=self.environment, check=True)

    def enqueue(self, count, due=None):
        """Gives the jobs a second, the program's own start included."""
        began = time.perf_counter()
        self._run("enqueue", count, *([due] if due else []))
        return count / (time.perf_counter() - began)

    @contextlib.contextmanager
    def working(self, setting):
        processes, *words = setting
        workers = [subprocess.Popen(self._command("work", *words), env=self.environment, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL) for _ in range(processes)]
        try:
            yield workers
        finally:
            for worker in workers:
                end(worker)


def end(worker):
    """Ends a program and all that it started."""
    family = kernel.family(worker.pid)
    worker.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        worker.wait(timeout=10)
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    worker.wait()


@contextlib.contextmanager
def running(rival, servers):
    with null_platform() as platform:
        yield Running(rival, servers, platform)


def drain(rival, setting, count, servers):
    """Jobs a second from the first arrival to the last, everything due when the workers start."""
    with running(rival, servers) as run:
        enqueued = run.enqueue(count)
        busy = run.server.pid if run.server else None
        before = kernel.family_cpu_seconds(busy) if busy else 0
        with run.working(setting) as workers:
            run.platform.wait_for(count)
            arrivals = run.platform.arrivals()
            cpu = sum(kernel.family_cpu_seconds(worker.pid) for worker in workers)
            memory = sum(kernel.family_mib(worker.pid) for worker in workers)
        served = kernel.family_cpu_seconds(busy) - before if busy else 0
    return {"setting": said(setting), "enqueuedPerSecond": round(enqueued), "perSecond": arrivals.per_second(),
            "cpuMs": round(cpu * 1000 / count, 2), "serverCpuMs": round(served * 1000 / count, 2),
            "MiB": round(memory, 1), **arrivals.counted(count)}


def burst(rival, setting, count, servers, enqueued_per_second):
    """Lateness of jobs that are due in one second, written before and worked off by workers that wait for it."""
    with running(rival, servers) as run:
        due = round(time.time() + count / enqueued_per_second * 1.5 + 20)
        run.enqueue(count, due)
        if time.time() > due - 10:
            raise SystemExit(f"{rival.name} was not given its jobs in time")
        with run.working(setting):
            time.sleep(max(0, due - time.time()))
            run.platform.wait_for(count)
            arrivals = run.platform.arrivals()
    return {"setting": said(setting), "lateness": arrivals.lateness_ms(due), **arrivals.counted(count)}


def said(setting):
    processes, *words = setting
    return ("2 × " if processes == 2 else "") + " ".join(words)


def best(rival, count, servers):
    """The setting with the most jobs a second, found with fewer jobs, and how fast this rival takes jobs in."""
    tried = {}
    for setting in rival.settings:
        tried[setting] = drain(rival, setting, count, servers)
        print(f"  {rival.name}, {said(setting)}: {tried[setting]['perSecond']}/s", file=sys.stderr)
    winner = max(tried, key=lambda setting: tried[setting]["perSecond"])
    return winner, tried[winner]["enqueuedPerSecond"]
