"""Writes the comparison of deliveries into docs/performance.md, and holds it against the bars."""

import datetime
import json

import report
from report import table

BEGIN, END = "<!-- deliveries: written by scripts/bench-delivery -->", "<!-- end of deliveries -->"
# Without its syncs huey keeps another promise; it is shown, and not what Kicau is held against.
NOT_A_BAR = ("huey, fsync off",)


def is_kicau(name):
    return name.startswith("Kicau")


def ratios(results):
    """What the bars are about: name → value."""
    parts = {name: part["measured"] for name, part in results.items()}
    found = {}
    _throughput(found, parts)
    _lateness(found, parts)
    if "million" in parts:
        million = parts["million"]
        found["claim among a million, p99 ms"] = million["claims"]["few"]["p99Ms"]
        found["calendar with a million, p99 ms"] = million["calendarP99Ms"]
        found["start with a million, ms"] = million["startMs"]
        found["memory with a million, MiB"] = million["peakMiB"]
    if "idle" in parts:
        found["idle memory, MiB"] = parts["idle"]["idleMiB"]
        found["idle processor, percent of a core"] = parts["idle"]["idleCorePercent"]
    return found


def _throughput(found, parts):
    drain, engines = parts.get("drain", {}), parts.get("engines", {})
    for kicau, rival in (("Kicau on SQLite", "huey"), ("Kicau on PostgreSQL", "procrastinate")):
        if kicau in drain and rival in drain:
            found[f"{kicau} against {rival}"] = round(drain[kicau]["perSecond"] / drain[rival]["perSecond"], 2)
    # Against commits on the same disk just before and after: what a disk gives differs from minute to minute.
    if "Kicau on SQLite" in drain:
        found["durable commits of Kicau on SQLite against bare ones"] = drain["Kicau on SQLite"]["againstBare"]
    if "Kicau on PostgreSQL" in drain and engines:
        kicau = drain["Kicau on PostgreSQL"]
        found["durable commits of Kicau on PostgreSQL against pgbench"] = round(
            kicau["perSecond"] * kicau["transactionsPerDelivery"] / engines["PostgreSQL"]["durablePerSecond"], 2)


def _lateness(found, parts):
    burst = parts.get("burst", {})
    rivals = [each["lateness"]["p99"] for name, each in burst.items() if not is_kicau(name) and name not in NOT_A_BAR]
    for name, each in burst.items():
        if is_kicau(name) and rivals:
            found[f"p99 lateness of the best rival against {name}"] = round(min(rivals) / each["lateness"]["p99"], 2)
    for name, each in parts.get("minute", {}).items():
        found[f"last of a full minute on {name.split()[-1]}, s"] = round(each["lateness"]["max"] / 1000, 1)
    ours = [each for part in ("drain", "burst", "minute") for name, each in parts.get(part, {}).items()
            if is_kicau(name)]
    if ours:
        found["lost, twice or early"] = sum(
            each["lost"] + each["twice"] + each["lateness"]["early"] for each in ours)


def check(results):
    """0 when every bar that was measured is reached, else 1."""
    with open(report.THRESHOLDS) as file:
        rules = json.load(file)["delivery"]
    return report.judge(ratios(results), {name: (rule, 1) for name, rule in rules.items()})


def _head(title, results, part):
    return ["", f"### {title}", "", f"`scripts/bench-delivery --only {part}` (load {results[part]['load']})", ""]


def numbers(results):
    parts = {name: part["measured"] for name, part in results.items()}
    lines = [f"Measured {datetime.date.today().isoformat()} on {report.machine()}. "
             "Load is the machine's average of one minute as the part began."]
    lines += _head("Jobs a second", results, "drain") + table(
        ["Who", "Workers", "Sent a second", "Processor a job", "of its server", "Memory", "Taken in a second",
         "Lost; twice"],
        [[name, each["setting"], f"{each['perSecond']:,}", f"{each['cpuMs']} ms",
          f"{each['serverCpuMs']} ms" if each.get("serverCpuMs") else "", f"{each['MiB']} MiB",
          f"{each['enqueuedPerSecond']:,}", f"{each['lost']}; {each['twice']}"]
         for name, each in parts["drain"].items()])
    lines += _head("What the engines can", results, "engines") + table(
        ["Engine", "Durable commits a second", "Not durable ones"],
        [[name, f"{each['durablePerSecond']:,.0f}", f"{each['quickPerSecond']:,.0f}"]
         for name, each in parts["engines"].items()])
    lines += _head("Lateness, all due in one second", results, "burst") + _late(parts["burst"])
    lines += _head("A full minute", results, "minute") + _late(parts["minute"])
    lines += _head("A million planned posts", results, "million") + _million(parts["million"])
    lines += _head("Nothing to do", results, "idle") + table(["What", "Measured"], [
        [f"resident, idle for {parts['idle']['idleSeconds']} seconds", f"{parts['idle']['idleMiB']} MiB"],
        ["processor, of one core", f"{parts['idle']['idleCorePercent']} %"]])
    lines += _head("Nodes on one PostgreSQL", results, "nodes")
    lines += table(["Processes", "Sent a second", "Processor a delivery", "Lost; twice"], [
        [each["nodes"], f"{each['perSecond']:,}", f"{each['cpuMs']} ms", f"{each['lost']}; {each['twice']}"]
        for each in parts["nodes"]])
    return "\n".join(lines + _bars(results))


def _late(burst):
    return table(["Who", "p50", "p99", "Last", "Early", "Lost; twice"], [
        [name, *(f"{each['lateness'][part]:,} ms" for part in ("p50", "p99", "max")), each["lateness"]["early"],
         f"{each['lost']}; {each['twice']}"] for name, each in burst.items()])


def _million(million):
    claims = million["claims"]
    return table(["What", "Measured"], [
        ["planned posts", f"{million['planned']:,}"],
        ["start, from exec to the first 200 on /healthz", f"{million['startMs']} ms"],
        ["calendar page p50; p99", f"{million['calendarP50Ms']} ms; {million['calendarP99Ms']} ms"],
        ["peak resident memory", f"{million['peakMiB']} MiB"],
        *([f"claim of {what} p50; p99", f"{claim['p50Ms']} ms; {claim['p99Ms']} ms"]
          for what, claim in (("the 20 that are due", claims["few"]), ("one when all are due", claims["oneOfAll"]),
                              ("128 when all are due", claims["roomOfAll"]))),
        ["claim of the 20 and its synced commit p50; p99",
         f"{claims['few']['durableP50Ms']} ms; {claims['few']['durableP99Ms']} ms"]])


def _bars(results):
    with open(report.THRESHOLDS) as file:
        rules = json.load(file)["delivery"]
    rows = []
    found = ratios(results)
    for name, rule in rules.items():
        (kind, limit), = rule.items()
        bar = f"at {'least' if kind == 'atLeast' else 'most'} {limit:,}"
        rows.append([name, bar, f"{found[name]:,}" if name in found else "not measured"])
    return ["", "### The bars", "", "`scripts/bench-delivery --check`", ""] + table(["What", "Bar", "Measured"], rows)


def write(results):
    report.place(numbers(results), BEGIN, END)
