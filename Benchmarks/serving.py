"""Running the program under measurement, and asking the kernel what it uses."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import time

import kernel

BUILT = os.environ.get("KICAU_BENCH_BUILT", ".build/release")
FOLDER = os.environ.get("KICAU_BENCH_FOLDER", ".build/bench")
KICAU = os.path.join(BUILT, "kicau")
BENCH = os.path.join(BUILT, "KicauBench")


def fresh(name):
    """An empty folder on the disk of the build, not on a temporary file system in memory."""
    path = os.path.join(FOLDER, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def bench(*arguments, environment=None):
    """One run of KicauBench; gives its JSON."""
    done = subprocess.run([BENCH, *map(str, arguments)], stdout=subprocess.PIPE, check=True, env=environment)
    return json.loads(done.stdout)


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


class Server:
    def __init__(self, data):
        self.port = free_port()
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [KICAU, "serve", "--data", data, "--port", str(self.port)],
            env={**os.environ, "KICAU_LOG": "error"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.ready_ms = self._wait()

    def _wait(self):
        """Milliseconds from exec to the first 200 on /healthz."""
        while time.perf_counter() - self.began < 60:
            if self.process.poll() is not None:
                raise SystemExit("kicau ended: " + self.process.stderr.read().decode())
            try:
                status, _ = self.get("/healthz")
                if status == 200:
                    return (time.perf_counter() - self.began) * 1000
            except OSError:
                time.sleep(0.001)
        raise SystemExit("kicau did not answer on /healthz within a minute")

    def get(self, path, cookie=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def resident_mib(self, field="VmRSS"):
        return kernel.status_mib(self.process.pid, field)

    def cpu_seconds(self):
        return kernel.cpu_seconds(self.process.pid)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@contextlib.contextmanager
def serving(data):
    server = Server(data)
    try:
        yield server
    finally:
        server.stop()
