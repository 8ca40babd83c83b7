"""Tools that look for many literals at once, each as a process of its own that is given up when it needs too much."""

import json
import os
import signal
import subprocess
import sys
import time

import kernel

VENV = ".venv/bench-scan"
PYTHON = f"{VENV}/bin/python"
PACKAGES = ["ahocorasick_rs==1.0.3", "hyperscan==0.9.1"]
NAMES = ["ahocorasick-rs", "hyperscan", "ripgrep"]

# The posts and the corpus have been lower-cased and their blanks collapsed before, outside of what is timed. Sixteen
# megabytes at a time; each whole lines.
LOOK = """
import json, sys, time
who, posts, corpus = sys.argv[1:]
needles = [line for line in open(posts, "rb").read().split(b"\\n") if line]
found = set()
cpu = time.process_time
begun = cpu()
if who == "ahocorasick-rs":
    import ahocorasick_rs
    machine = ahocorasick_rs.BytesAhoCorasick(needles)
    def look(piece): found.update(match[0] for match in machine.find_matches_as_indexes(piece))
else:
    import hyperscan
    machine = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    machine.compile(expressions=needles, ids=list(range(len(needles))), elements=len(needles),
                    flags=[0] * len(needles), literal=True)
    def note(number, start, end, flags, context): found.add(number)
    def look(piece): machine.scan(piece, match_event_handler=note)
built = cpu()
size = 0
with open(corpus, "rb") as file:
    while piece := file.read(16_000_000):
        piece += file.readline()
        size += len(piece)
        look(piece)
print(json.dumps({"buildSeconds": built - begun, "textBytes": size, "seconds": cpu() - built, "found": len(found)}))
"""


def install():
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)


def version_of_ripgrep():
    said = subprocess.run(["rg", "--version"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return said.split()[1]


class GivenUp(Exception):
    """Says why in a few words."""


def plain(path, to):
    """Lower-cased, with one blank where several are: what is simplest, and all that a rival is spared."""
    with open(path, "rb") as file, open(to, "wb") as out:
        while lines := file.readlines(16_000_000):
            out.writelines(b" ".join(line.lower().split()) + b"\n" for line in lines)


def watched(command, limits):
    """What it printed, its processor time in seconds and its largest memory in MiB.

    Its memory is looked at five times a second, so it may take a little more than it may.
    """
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + limits.rival_minutes * 60
    reason = None
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if reason is None:
            reason = _reason(process.pid, until, limits)
            if reason:
                process.send_signal(signal.SIGKILL)
        time.sleep(0.02 if reason else 0.2)
    process.returncode = os.waitstatus_to_exitcode(status)
    said, complaint = process.stdout.read().decode(), process.stderr.read().decode()
    if reason:
        raise GivenUp(reason)
    # ripgrep ends with 1 when it finds nothing.
    if process.returncode not in (0, 1) or process.returncode == 1 and command[0] != "rg":
        last = complaint.strip().splitlines()[-1:] or [f"it ended with {process.returncode}"]
        raise GivenUp(last[0][:120])
    return said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _reason(pid, until, limits):
    if time.monotonic() > until:
        return f"over {limits.rival_minutes:g} minutes"
    try:
        needs = kernel.status_mib(pid)
    except (OSError, SystemExit):
        return None  # it is just ending
    return f"over {limits.rival_gigabytes:g} GB" if needs > limits.rival_gigabytes * 1e9 / 2**20 else None


def look(who, posts, corpus, limits):
    """One rival over the whole corpus, in one thread. Raises GivenUp."""
    if who == "ripgrep":
        return _ripgrep(posts, corpus, limits)
    said, _, peak = watched([PYTHON, "-c", LOOK, who, posts, corpus], limits)
    return {**json.loads(said), "peakMiB": peak}


def _ripgrep(posts, corpus, limits):
    """It builds and scans in one. What building costs is seen on one empty line."""
    empty = os.path.join(os.path.dirname(corpus), "empty.jsonl")
    with open(empty, "w") as file:
        file.write("\n")
    command = ["rg", "--no-config", "--threads", "1", "--fixed-strings", "--count", "--file", posts]
    _, build, _ = watched([*command, empty], limits)
    said, both, peak = watched([*command, corpus], limits)
    # Lines that hold a post, not posts.
    return {"buildSeconds": build, "textBytes": os.path.getsize(corpus), "seconds": max(both - build, 0.001),
            "found": int(said.strip() or 0), "peakMiB": peak}
