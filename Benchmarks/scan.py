#!/usr/bin/env python3
"""How fast posts are looked for in a corpus, beside tools that look for many literals: processor time of one thread."""

import argparse
import json
import os
import resource
import subprocess
import sys

from figures import load
from serving import bench, fresh

VENV = ".venv/bench-scan"
PYTHON = f"{VENV}/bin/python"
RIVALS = {"ahocorasick-rs": "ahocorasick_rs==1.0.3", "hyperscan": "hyperscan==0.9.1"}

# Each rival looks for the posts as they are written, in the bytes of the file, megabytes at a time: what is fastest for it. No
# JSON is parsed and nothing folded, so it finds the posts that nobody has changed.
RIVAL = """
import json, resource, sys, time
who, posts, corpus = sys.argv[1:]
needles = [line for line in open(posts, "rb").read().split(b"\\n") if line]
cpu = time.process_time
begun = cpu()
if who == "ahocorasick-rs":
    import ahocorasick_rs
    machine = ahocorasick_rs.BytesAhoCorasick(needles)
    def look(piece): return len(machine.find_matches_as_indexes(piece))
else:
    import hyperscan
    database = hyperscan.Database()
    database.compile(expressions=needles, ids=list(range(len(needles))), elements=len(needles),
                     flags=[0] * len(needles), literal=True)
    def look(piece):
        hits = []
        database.scan(piece, match_event_handler=lambda *hit: hits.append(hit[0]))
        return len(hits)
built = cpu()
size = found = 0
with open(corpus, "rb") as file:
    while piece := file.read(16_000_000):
        piece += file.readline()
        size += len(piece)
        found += look(piece)
took = cpu() - built
print(json.dumps({"buildSeconds": round(built - begun, 2), "textBytes": size, "seconds": round(took, 2),
                  "megabytesPerSecond": round(size / 1e6 / took), "found": found,
                  "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}))
"""


def rivals_there():
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *RIVALS.values()], check=True)


def rival(who, folder):
    done = subprocess.run([PYTHON, "-c", RIVAL, who, f"{folder}/posts.txt", f"{folder}/corpus.jsonl"],
                          stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"failed": done.returncode}


def ripgrep(folder):
    """It builds and scans in one; what building costs is seen on an empty corpus."""
    def run(corpus):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["rg", "--threads", "1", "-F", "-c", "-f", f"{folder}/posts.txt", corpus], stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    build = run("/dev/null")
    took = max(run(f"{folder}/corpus.jsonl") - build, 0.001)
    size = os.path.getsize(f"{folder}/corpus.jsonl")
    return {"buildSeconds": round(build, 2), "textBytes": size, "seconds": round(took, 2),
            "megabytesPerSecond": round(size / 1e6 / took)}


def measure(posts, megabytes, who):
    folder = fresh(f"scan-{posts}")
    bench("scan-make", "--posts", posts, "--megabytes", megabytes, "--data", folder)
    corpus = f"{folder}/corpus.jsonl"
    results = {}

    def add(name, work):
        if who and not any(name.startswith(one) for one in who):
            return
        results[name] = work()
        print(f"  {posts:,} posts, {name}: {json.dumps(results[name])}", file=sys.stderr)

    def read(path, *flags):
        return bench("scan-read", path, "--posts", f"{folder}/posts.txt", *flags)

    add("Kicau, C kernels", lambda: read(corpus))
    add("Kicau, plain Swift", lambda: read(corpus, "--kernel", "swift"))
    for name, command in [("gz", ["gzip", "-6", "-k"]), ("zst", ["zstd", "-3", "-q", "-k"])]:
        def packed(name=name, command=command):
            subprocess.run([*command, corpus], check=True)
            return read(f"{corpus}.{name}")
        add(f"Kicau, .{name}", packed)
    add("ahocorasick-rs", lambda: rival("ahocorasick-rs", folder))
    add("hyperscan", lambda: rival("hyperscan", folder))
    add("ripgrep", lambda: ripgrep(folder))
    return results


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--posts", type=int, action="append", help="how many; 100,000 and 1,000,000 without it")
    asked.add_argument("--megabytes", type=int, default=1_000)
    asked.add_argument("--who", action="append", help="only those whose names begin so")
    sizes = asked.parse_args()
    if not sizes.who or any(not one.startswith("Kicau") for one in sizes.who):
        rivals_there()
    results = {"load": load(), "megabytes": sizes.megabytes, "posts": {
        count: measure(count, sizes.megabytes, sizes.who) for count in sizes.posts or [100_000, 1_000_000]}}
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
