"""Writes what was measured into docs/performance.md, and holds it against the thresholds."""

import datetime
import json
import os
import platform
import re
import subprocess
import sys

PAGE = "docs/performance.md"
THRESHOLDS = "Benchmarks/thresholds.json"
BEGIN, END = "<!-- numbers: written by scripts/bench -->", "<!-- end of numbers -->"


def ratios(results):
    """What can be compared between machines and days: name → (value, whether more is better)."""
    found = {}
    if "deliveries" in results:
        found["deliveries against bare commits"] = (results["deliveries"]["againstBare"], True)
        found["commits a delivery"] = (results["deliveries"]["commitsPerDelivery"], False)
    if "coldStart" in results:
        found["cold start against --version"] = (results["coldStart"]["againstVersion"], False)
    if "memory" in results:
        found["idle memory, MiB"] = (results["memory"]["idleMiB"], False)
        found["memory under load, MiB"] = (results["memory"]["loadPeakMiB"], False)
        found["idle processor, percent of a core"] = (results["memory"]["idleCorePercent"], False)
    if "whatIf" in results:
        found["what if against a bare walk"] = (results["whatIf"]["againstWalk"], False)
    for name, engine in results.get("holds", {}).get("engines", {}).items():
        for count, run in engine["runs"].items():
            found[f"holds on {name}, {count} at once, against bare commits"] = (run["againstBare"], True)
    for name, page in results.get("pages", {}).get("pages", {}).items():
        found[f"page {name} against /healthz"] = (page["againstHealthz"], False)
    return found


def set_thresholds(results):
    with open(THRESHOLDS) as file:
        kept = json.load(file)
    for name, (value, more_is_better) in ratios(results).items():
        if name not in kept["bars"]:
            kept["ratios"][name] = {"atLeast" if more_is_better else "atMost": value}
    with open(THRESHOLDS, "w") as file:
        json.dump(kept, file, indent=2, ensure_ascii=False)
        file.write("\n")


def check(results):
    """0 when all is well, else 1; says each ratio that is worse than its threshold by more than the margin."""
    with open(THRESHOLDS) as file:
        kept = json.load(file)
    rules = {**{name: ({"atMost": most}, 1) for name, most in kept["bars"].items()},
             **{name: (rule, kept["margin"]) for name, rule in kept["ratios"].items()}}
    return judge({name: value for name, (value, _) in ratios(results).items()}, rules)


def judge(found, rules):
    """Holds each value against its rule, loosened by a margin; 1 when one is worse, or nothing was compared."""
    bad, compared = 0, 0
    for name, value in found.items():
        if name not in rules:
            print(f"no threshold: {name} is {value}", file=sys.stderr)
            continue
        rule, margin = rules[name]
        if "atLeast" in rule:
            limit = _short(rule["atLeast"] / margin)
            worse = value < limit
        else:
            limit = _short(rule["atMost"] * margin)
            worse = value > limit
        compared += 1
        bad += worse
        print(f"{'WORSE' if worse else 'fine '} {name}: {value}, limit {limit}", file=sys.stderr)
    return 1 if bad or not compared else 0


def _short(limit):
    """Two decimals, or three where a ratio is a few hundredths: two would move such a limit by a tenth."""
    return round(limit, 2 if limit >= 0.1 else 3)


def first_line(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.split("\n")[0]


def machine():
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    with open("/etc/os-release") as file:
        system = re.search(r'PRETTY_NAME="(.*)"', file.read()).group(1)
    disk = first_line("df", "--output=fstype", ".build") and subprocess.run(
        ["df", "--output=fstype", ".build"], stdout=subprocess.PIPE, text=True).stdout.split()[-1]
    return (f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {system}, Linux {platform.release()}, {disk}; "
            f"{first_line('swift', '--version').split(' (')[0]}")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def numbers(results):
    day = datetime.date.today().isoformat()
    d, c, m, p = (results[name] for name in ("deliveries", "coldStart", "memory", "pages"))
    late = d["latenessMs"]
    lines = [f"Measured {day} on {machine()}. Load is the machine's average of one minute as the part began.", ""]
    lines += ["### Deliveries", "", f"`scripts/bench --only deliveries` (load {d['load']})", ""]
    lines += table(["What", "Measured"], [
        [f"{d['deliveries']:,} deliveries due at one instant, settled a second", f"{d['settledPerSecond']:,.0f}"],
        ["bare durable commits a second, same disk, same run", f"{d['bareCommitsPerSecond']:,.0f}"],
        ["**settled a second against bare commits a second**", f"**{d['againstBare']}**"],
        ["the same, if each durable transaction counts as a commit", d["againstBareByTransactions"]],
        ["durable transactions a delivery; commits they took", f"{d['transactionsPerDelivery']}; {d['commitsPerDelivery']}"],
        ["lateness p50; p99; max", f"{late['p50']:,} ms; {late['p99']:,} ms; {late['max']:,} ms"],
        ["processor a delivery", f"{d['cpuMsPerDelivery']} ms"],
        ["peak resident memory while they go out", f"{d['peakMiB']} MiB"],
        ["scheduled a second, through the front door", f"{d['scheduledPerSecond']:,.0f}"],
        ["sent twice; not settled", f"{d['sentTwice']}; {d['deliveries'] - d['settled']}"],
    ])
    lines += ["", "### Cold start", "", f"`scripts/bench --only coldStart` (load {c['load']})", ""]
    lines += table(["From exec to the first 200 on /healthz", "Median"], [
        ["a data folder that is there", f"{c['knownFolderMs']} ms"],
        ["a new data folder: database, key, migrations", f"{c['newFolderMs']} ms"],
        ["baseline: the same program's `--version`", f"{c['versionMs']} ms"],
        ["**known folder against baseline**", f"**{c['againstVersion']}**"],
    ])
    lines += ["", "### Memory", "", f"`scripts/bench --only memory` (load {m['load']}): 20 accounts, 1,000 planned posts", ""]
    lines += table(["What", "Measured", "Bar"], [
        [f"resident, idle for {m['idleSeconds']} seconds", f"{m['idleMiB']} MiB", "60 MiB"],
        ["of it its own; the rest are pages of the program and its libraries", f"{m['idleOwnMiB']} MiB", ""],
        ["processor while idle, of one core", f"{m['idleCorePercent']} %", "1 %"],
        [f"peak resident under load ({m['loadBy']}, the list of posts)", f"{m['loadPeakMiB']} MiB", ""],
        ["answers a second under that load", f"{m['loadRequestsPerSecond']:,}", ""],
    ])
    lines += ["", "### Pages", "",
              f"`scripts/bench --only pages` (load {p['load']}): {p['posts']:,} posts with {p['deliveries']:,} deliveries "
              f"over five years and 500 planned ones; peak {p['peakMiB']} MiB", ""]
    lines += table(["Page", "p50", "p99", "Against /healthz", "Size"], [
        [name, f"{page['p50Ms']} ms", f"{page['p99Ms']} ms", page["againstHealthz"], f"{page['bytes'] / 1024:.0f} KiB"]
        for name, page in p["pages"].items()
    ] + [["/healthz", f"{p['healthzMs']} ms", "", 1, ""]])
    w = results["whatIf"]
    lines += ["", "### What if", "", f"`scripts/bench --only whatIf` (load {w['load']})", ""]
    lines += table(["What", "Median"], [
        [f"this month and the next, priced over {w['events']:,} events", f"{w['whatIfMs']:,} ms"],
        ["baseline: one bare walk of SQLite over the same rows", f"{w['walkMs']:,} ms"],
        ["**priced against walked**", f"**{w['againstWalk']}**"],
    ])
    h = results["holds"]
    lines += ["", "### Money set aside and booked", "",
              f"`scripts/bench --only holds` (load {h['load']}): single calls of one workspace, counted by three budgets", ""]
    lines += table(["Engine", "Processes", "Holds and settlements a second", "Bare commits a second", "Against bare"], [
        [name, count, f"{run['perSecond']:,}", f"{engine['barePerSecond']:,}", f"**{run['againstBare']}**"]
        for name, engine in h["engines"].items() for count, run in engine["runs"].items()
    ])
    return "\n".join(lines)


def write(results):
    place(numbers(results), BEGIN, END)


def place(text, begin, end):
    """Puts a text between two marks of the page."""
    with open(PAGE) as file:
        page = file.read()
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    with open(PAGE, "w") as file:
        file.write(f"{before}{begin}\n\n{text}\n\n{end}{after}")
    print(f"Written into {PAGE}", file=sys.stderr)
