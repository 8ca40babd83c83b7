"""Measures Kicau and writes docs/performance.md. Only the standard library."""

import argparse
import http.client
import json
import shutil
import statistics
import subprocess
import sys
import threading
import time

import holds
import report
from figures import load, share
from serving import KICAU, bench, fresh, serving


def deliveries(sizes):
    return {"load": load(), **bench("deliveries", "--count", sizes.deliveries, "--data", fresh("deliveries"))}


def cold_start(sizes):
    """From exec to the first 200 on /healthz, on a new folder and on one that is there; beside it, exec and exit."""
    measured = {"load": load()}
    bare, first, again = [], [], []
    for number in range(sizes.starts):
        began = time.perf_counter()
        subprocess.run([KICAU, "--version"], stdout=subprocess.DEVNULL, check=True)
        bare.append((time.perf_counter() - began) * 1000)
        folder = fresh("cold")
        with serving(folder) as server:
            first.append(server.ready_ms)
        with serving(folder) as server:
            again.append(server.ready_ms)
    measured["versionMs"] = round(statistics.median(bare), 1)
    measured["newFolderMs"] = round(statistics.median(first), 1)
    measured["knownFolderMs"] = round(statistics.median(again), 1)
    measured["againstVersion"] = round(statistics.median(again) / statistics.median(bare), 2)
    return measured


def memory(sizes):
    """Resident memory and processor of a server that waits, then of one that is asked for pages all the time."""
    folder = fresh("memory")
    filled = bench("fill", "--posts", 0, "--scheduled", 1000, "--accounts", 20, "--data", folder)
    measured = {"load": load()}
    cookie = "kicau_session=" + filled["session"]
    with serving(folder) as server:
        measured |= idle(server, sizes.idle_seconds)
        asked = press(server, "/posts", cookie, sizes.load_seconds)
        measured["loadPeakMiB"] = round(server.resident_mib("VmHWM"), 1)
        measured["loadRequestsPerSecond"] = asked["perSecond"]
        measured["loadBy"] = asked["by"]
    return measured


def idle(server, seconds):
    """What a server needs that has come to rest, over half as long again."""
    time.sleep(seconds)
    before = server.cpu_seconds()
    time.sleep(seconds / 2)
    used = server.cpu_seconds() - before
    return {"idleSeconds": seconds * 3 // 2, "idleMiB": round(server.resident_mib(), 1),
            "idleOwnMiB": round(server.resident_mib("RssAnon"), 1),
            "idleCorePercent": round(100 * used / (seconds / 2), 2)}


def press(server, path, cookie, seconds):
    """Sixteen connections that ask for one page without a pause."""
    if shutil.which("wrk"):
        done = subprocess.run(
            ["wrk", "-t2", "-c16", f"-d{seconds}s", "-H", f"Cookie: {cookie}",
             f"http://127.0.0.1:{server.port}{path}"], stdout=subprocess.PIPE, check=True, text=True)
        rate = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Requests/sec"))
        return {"by": "wrk, 16 connections", "perSecond": round(float(rate))}
    counts = [0] * 16
    until = time.perf_counter() + seconds

    def ask(number):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while time.perf_counter() < until:
            connection.request("GET", path, headers={"Cookie": cookie})
            connection.getresponse().read()
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"by": "16 Python threads", "perSecond": round(sum(counts) / seconds)}


def pages(sizes):
    """Each page so many times over one connection, a healthz between two."""
    folder = fresh("pages")
    filled = bench("fill", "--posts", sizes.posts, "--scheduled", 500, "--accounts", 20, "--data", folder)
    paths = {
        "today": "/",
        "list": "/posts",
        "list, deep": "/posts?after=" + filled["middleCursor"],
        "list, one account": "/posts?account=1",
        "list, refused": "/posts?state=refused",
        "list, search": "/posts?q=gula",
        "calendar, month": "/calendar",
        "post": f"/posts/{filled['middlePost']}",
        "compose": "/compose",
        "accounts": "/accounts",
    }
    measured = {"load": load(), "posts": filled["posts"], "deliveries": filled["deliveries"],
                "fillSeconds": filled["seconds"], "pages": {}}
    cookie = "kicau_session=" + filled["session"]
    with serving(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        healthz = []
        for name, path in paths.items():
            timed(connection, path, cookie)
            times = []
            for _ in range(sizes.requests):
                healthz.append(timed(connection, "/healthz", cookie)[0])
                took, size = timed(connection, path, cookie)
                times.append(took)
            measured["pages"][name] = {
                "p50Ms": round(share(times, 0.5), 2), "p99Ms": round(share(times, 0.99), 2), "bytes": size}
        baseline = share(healthz, 0.5)
        for page in measured["pages"].values():
            page["againstHealthz"] = round(page["p50Ms"] / baseline, 1)
        measured["healthzMs"] = round(baseline, 3)
        measured["peakMiB"] = round(server.resident_mib("VmHWM"), 1)
        connection.close()
    return measured


def timed(connection, path, cookie):
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - began) * 1000
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return took, len(body)


def what_if(sizes):
    """Two months priced over the events of the last 28 days, beside one bare walk over the same rows."""
    return {"load": load(), **bench("what-if", "--events", sizes.events, "--data", fresh("what-if"))}


def held(sizes):
    """Money set aside and booked, by one process and by eight, on both engines."""
    return {"load": load(), **holds.measure(sizes.hold_seconds)}


PARTS = {"deliveries": deliveries, "coldStart": cold_start, "memory": memory, "pages": pages, "whatIf": what_if,
         "holds": held}


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="compare with the thresholds; write nothing")
    asked.add_argument("--set-thresholds", action="store_true", help="take this run's ratios as the new thresholds")
    asked.add_argument("--only", choices=PARTS, action="append", help="only this part; nothing is written")
    asked.add_argument("--deliveries", type=int, default=10_000)
    asked.add_argument("--posts", type=int, default=100_000)
    asked.add_argument("--requests", type=int, default=50)
    asked.add_argument("--starts", type=int, default=10)
    asked.add_argument("--events", type=int, default=1_000_000)
    asked.add_argument("--hold-seconds", type=int, default=10)
    asked.add_argument("--idle-seconds", type=int, default=60)
    asked.add_argument("--load-seconds", type=int, default=15)
    sizes = asked.parse_args()
    results = {}
    for name in sizes.only or PARTS:
        print(f"Measuring {name}", file=sys.stderr)
        results[name] = PARTS[name](sizes)
    print(json.dumps(results, indent=2, ensure_ascii=False))
    if sizes.set_thresholds:
        report.set_thresholds(results)
    if sizes.check:
        sys.exit(report.check(results))
    if not sizes.only:
        report.write(results)


if __name__ == "__main__":
    main()
