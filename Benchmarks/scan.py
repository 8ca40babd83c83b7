#!/usr/bin/env python3
"""How fast posts are looked for in a corpus, beside tools that look for many literals: processor time of one thread."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import scan_report
import scan_rivals
import scan_spark
from figures import load
from serving import KICAU, bench, fresh

POSTS = [1_000, 10_000, 100_000, 1_000_000]
# Every set of posts has these, so all of them can be found whatever is looked for.
PLANTED = 1_000
KICAU_KERNELS = {scan_report.KERNELS: [], scan_report.SWIFT: ["--kernel", "swift"]}
PACKINGS = {".gz": ["gzip", "-6", "--keep"], ".zst": ["zstd", "-3", "--quiet", "--keep"]}
PACKED_POSTS = THREADS_POSTS = 100_000
FILES = 64
# How often Spark gets each of the files.
SPARK_COPIES = 8
# What takes longer is measured once.
LONG_SECONDS = 60


class Ground:
    """One corpus, and posts to look for in it: the first so many of one list."""

    def __init__(self, sizes):
        self.folder = fresh("scan")
        self.corpus = f"{self.folder}/corpus.jsonl"
        self.made = bench("scan-make", "--posts", max([*sizes.posts, PACKED_POSTS]), "--planted", PLANTED,
                          "--mib", sizes.mib, "--data", self.folder)
        self._plain = None

    def posts(self, count, folder=""):
        path = f"{self.folder}/{folder}posts-{count}.txt"
        if not os.path.exists(path):
            with open(f"{self.folder}/posts.txt") as file, open(path, "w") as out:
                out.writelines(line for _, line in zip(range(count), file))
        return path

    def plain(self, count):
        """The corpus and the posts as rivals get them."""
        if self._plain is None:
            self._plain = f"{self.folder}/plain.jsonl"
            scan_rivals.plain(self.corpus, self._plain)
        posts = f"{self.folder}/plain-{count}.txt"
        if not os.path.exists(posts):
            scan_rivals.plain(self.posts(count), posts)
        return posts, self._plain

    def read(self, count, *more, path=None):
        """Kicau's library over one file, in one thread."""
        found = bench("scan-read", path or self.corpus, "--posts", self.posts(count), *more)
        return {**found, "peakMiB": max(found["buildPeakMiB"], found["scanPeakMiB"])}


def middle(runs):
    """The run whose time is the middle one."""
    return sorted(runs, key=lambda run: run["seconds"])[(len(runs) - 1) // 2]


def by_turns(contestants, times):
    """Each as often, by turns, so that a busy minute of the machine is everybody's; gives the middle run of each."""
    runs = {name: [] for name in contestants}
    reasons = {}
    for turn in range(times):
        for name, work in contestants.items():
            if name in reasons or any(run["seconds"] + run["buildSeconds"] > LONG_SECONDS for run in runs[name]):
                continue
            print(f"  {name}, {turn + 1} of {times}", file=sys.stderr)
            try:
                runs[name].append(work())
            except scan_rivals.GivenUp as reason:
                reasons[name] = str(reason)
    return {name: {"givenUp": reasons[name]} if name in reasons else {**middle(runs[name]), "runs": len(runs[name])}
            for name in contestants}


def speed(ground, sizes):
    """Every contestant at each number of posts."""
    found = {}
    for count in sizes.posts:
        print(f" {count:,} posts", file=sys.stderr)
        contestants = {name: lambda more=more: ground.read(count, *more) for name, more in KICAU_KERNELS.items()}
        contestants |= {name: lambda name=name: scan_rivals.look(name, *ground.plain(count), sizes)
                        for name in scan_rivals.NAMES}
        found[count] = by_turns(
            {name: work for name, work in contestants.items() if is_asked(name, sizes)}, sizes.times)
    return found


def packed(ground, sizes):
    """Unpacked and scanned, in one thread."""
    contestants = {}
    for name, command in PACKINGS.items():
        subprocess.run([*command, ground.corpus], check=True)
        contestants[name] = lambda path=ground.corpus + name: ground.read(PACKED_POSTS, path=path)
    found = by_turns(contestants, sizes.times)
    for name in PACKINGS:
        found[name]["storedBytes"] = os.path.getsize(ground.corpus + name)
        os.remove(ground.corpus + name)
    return found


def threads(ground, sizes):
    """The program itself over many files: wall time from the first file opened to the last one read."""
    folder = f"{ground.folder}/files"
    split(ground.corpus, folder)
    took = {1: [], 2: []}
    for turn in range(sizes.times):
        for count in took:
            print(f"  {count} threads, {turn + 1} of {sizes.times}", file=sys.stderr)
            took[count].append(scan_seconds(folder, ground, count))
    shutil.rmtree(folder)
    one, two = (statistics.median(took[count]) for count in (1, 2))
    return {"files": FILES, "cores": os.cpu_count(), "oneSeconds": one, "twoSeconds": two, "ratio": one / two}


def spark(ground, sizes):
    """The program by paths under Spark, and by itself with as many threads: wall time to the report."""
    scan_spark.install()
    folder, cores = f"{ground.folder}/files", os.cpu_count()
    split(ground.corpus, folder)
    paths = scan_spark.many(folder, SPARK_COPIES)
    took = {"native": [], "spark": []}
    for turn in range(sizes.times):
        for name, work in (("native", scan_spark.by_itself), ("spark", scan_spark.by_spark)):
            print(f"  {name}, {turn + 1} of {sizes.times}", file=sys.stderr)
            took[name].append(work(KICAU, ground.posts(THREADS_POSTS), paths, ground.folder, cores))
    if not scan_spark.are_alike(ground.folder):
        raise SystemExit("Spark's joined report is not the one of a single process")
    shutil.rmtree(folder)
    native, by_spark = (statistics.median(took[name]) for name in ("native", "spark"))
    return {"files": len(paths), "cores": cores, "nativeSeconds": native, "sparkSeconds": by_spark,
            "ratio": native / by_spark}


def split(path, folder):
    os.makedirs(folder)
    share = os.path.getsize(path) // FILES + 1
    with open(path, "rb") as file:
        for number in range(FILES):
            with open(f"{folder}/{number:03}.jsonl", "wb") as out:
                out.write(file.read(share))
                out.write(file.readline())


def scan_seconds(folder, ground, count):
    """Without what comes before and after: the posts' index, and the report."""
    output = f"{ground.folder}/found"
    for name in os.listdir(ground.folder):
        if name.startswith("found"):
            os.remove(f"{ground.folder}/{name}")
    command = [KICAU, "scan", folder, "--posts", ground.posts(THREADS_POSTS), "--output", output,
               "--threads", str(count), "--json"]
    began = ended = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as scan:
        for line in scan.stdout:
            event = json.loads(line)["event"]
            if event == "opened" and began is None:
                began = time.perf_counter()
            if event == "scanned":
                ended = time.perf_counter()
    if scan.returncode != 0 or ended is None or began is None:
        raise SystemExit(f"kicau scan ended with {scan.returncode}: run `{' '.join(command)}` to see why")
    return ended - began


def is_asked(name, sizes):
    return not sizes.who or any(name.startswith(one) for one in sizes.who)


PARTS = {"speed": speed, "packed": packed, "threads": threads, "spark": spark}


def asked_for():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="compare with the bars; write nothing")
    asked.add_argument("--only", choices=PARTS, action="append", help="only this part; nothing is written")
    asked.add_argument("--posts", type=int, action="append", help="only this number of posts; nothing is written")
    asked.add_argument("--who", action="append", help="only those whose names begin so; nothing is written")
    asked.add_argument("--mib", type=int, default=954, help="of corpus; the bars are for a gigabyte and more")
    asked.add_argument("--times", type=int, default=3, help="how often each is run; the middle run counts")
    asked.add_argument("--rival-minutes", type=float, default=10, help="a rival that needs longer is given up")
    asked.add_argument("--rival-gigabytes", type=float, default=12, help="a rival that needs more is given up")
    sizes = asked.parse_args()
    if sizes.times < 1 or sizes.mib < 1 or any(count < PLANTED for count in sizes.posts or []):
        asked.error(f"--times and --mib must be 1 at least, --posts {PLANTED:,}")
    sizes.is_whole = not (sizes.only or sizes.posts or sizes.who)
    sizes.posts = sorted(set(sizes.posts or POSTS))
    return sizes


def main():
    sizes = asked_for()
    parts = sizes.only or list(PARTS)
    if "speed" in parts and any(is_asked(name, sizes) for name in scan_rivals.NAMES):
        scan_rivals.install()
    print("Making posts and a corpus", file=sys.stderr)
    ground = Ground(sizes)
    results = {"corpus": ground.made, "limits": {"minutes": sizes.rival_minutes, "gigabytes": sizes.rival_gigabytes}}
    try:
        for name in parts:
            print(f"Measuring {name}", file=sys.stderr)
            results[name] = {"load": load(), "measured": PARTS[name](ground, sizes)}
    finally:
        shutil.rmtree(ground.folder)
    print(json.dumps(results, indent=2, ensure_ascii=False))
    if sizes.check:
        sys.exit(scan_report.check(results))
    if sizes.is_whole:
        scan_report.write(results, scan_rivals.version_of_ripgrep())


if __name__ == "__main__":
    main()
