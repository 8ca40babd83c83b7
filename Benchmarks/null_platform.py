"""The network that takes everything, and what it counted. See null_platform.c."""

import collections
import contextlib
import os
import subprocess
import time
import urllib.request

from figures import share
from serving import FOLDER

SOURCE = "Benchmarks/null_platform.c"
PROGRAM = os.path.join(FOLDER, "null_platform")


def build():
    if not os.path.exists(PROGRAM) or os.path.getmtime(PROGRAM) < os.path.getmtime(SOURCE):
        os.makedirs(FOLDER, exist_ok=True)
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", PROGRAM, SOURCE], check=True)


class NullPlatform:
    def __init__(self, process):
        self.process = process
        self.address = f"http://127.0.0.1:{int(process.stdout.readline())}"

    def _get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            return answer.read().decode()

    def wait_for(self, count, patience=60):
        """Until so many posts have come, or none for as long as patience lasts."""
        last, since = 0, time.monotonic()
        while last < count:
            time.sleep(0.1)
            now = int(self._get("/count"))
            if now > last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > patience:
                return

    def arrivals(self):
        return Arrivals([(int(line.split()[0]) / 1e9, line.split()[1]) for line in self._get("/report").splitlines()])


class Arrivals:
    def __init__(self, posts):
        self.times = [at for at, _ in posts]
        self.markers = collections.Counter(marker for _, marker in posts)

    def counted(self, expected):
        """What must be nothing: posts that never came, and posts that came again."""
        return {"lost": expected - len(self.markers), "twice": sum(n > 1 for n in self.markers.values())}

    def per_second(self):
        span = max(self.times) - min(self.times) if self.times else 0
        return round(len(self.times) / span) if span else 0

    def lateness_ms(self, due):
        late = [(at - due) * 1000 for at in self.times]
        return {"p50": round(share(late, 0.5)), "p99": round(share(late, 0.99)), "max": round(max(late)),
                "early": sum(each < 0 for each in late)}


@contextlib.contextmanager
def null_platform():
    build()
    process = subprocess.Popen([PROGRAM], stdout=subprocess.PIPE)
    try:
        yield NullPlatform(process)
    finally:
        process.terminate()
        process.wait()
