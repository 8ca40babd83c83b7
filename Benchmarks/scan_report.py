"""Writes the comparison of scans into docs/performance.md with its chart, and holds it against the bars."""

import datetime
import json

import report
import scan_chart
from report import table

BEGIN, END = "<!-- scan: written by scripts/bench-scan -->", "<!-- end of scan -->"
CHART = "scan-speed.svg"
KERNELS, SWIFT = "Kicau, C kernels", "Kicau, plain Swift"


def rate(run):
    """Megabytes of text a second of processor time; None where it was given up."""
    return None if "givenUp" in run else run["textBytes"] / 1e6 / run["seconds"]


def megabytes(run):
    return run["peakMiB"] * 2**20 / 1e6


def ratios(results):
    """What the bars are about: name → value."""
    parts = {name: results[name]["measured"] for name in ("speed", "packed", "threads", "spark") if name in results}
    found = {}
    for count, contestants in parts.get("speed", {}).items():
        if count not in (100_000, 1_000_000):
            continue
        for name, run in contestants.items():
            if name in (KERNELS, SWIFT):
                found[f"{name}, {count:,} posts, MB/s"] = round(rate(run))
        if KERNELS in contestants:
            run = contestants[KERNELS]
            found[f"memory at {count:,} posts, MB"] = round(megabytes(run), 1)
            found[f"index of {count:,} posts, s"] = round(run["buildSeconds"], 2)
    for name, run in parts.get("packed", {}).items():
        found[f"{name}, MB/s"] = round(rate(run))
    if "threads" in parts:
        found["two threads against one"] = round(parts["threads"]["ratio"], 2)
    if "spark" in parts:
        found["Spark by paths against one process"] = round(parts["spark"]["ratio"], 2)
    return found


def check(results):
    """0 when every bar that was measured is reached, else 1."""
    return report.judge(ratios(results), {name: (rule, 1) for name, rule in _bars().items()})


def _bars():
    with open(report.THRESHOLDS) as file:
        return json.load(file)["scan"]


def _shown(run, value):
    return "given up" if "givenUp" in run else value(run)


def _speeds(speed):
    """A row for each contestant, a column for each number of posts."""
    names = list(next(iter(speed.values())))
    head = ["Megabytes of text a second", *(f"{count:,} posts" for count in speed)]
    rows = [[name, *(_shown(speed[count][name], lambda run: f"{rate(run):,.0f}") for count in speed)] for name in names]
    best = [max((rate(run) or 0) for name, run in contestants.items() if name not in (KERNELS, SWIFT))
            for contestants in speed.values()]
    times = [f"{rate(contestants[KERNELS]) / rival:.1f}" if rival else ""
             for contestants, rival in zip(speed.values(), best)]
    return table(head, [*rows, ["**C kernels against the best rival**", *(f"**{time}**" for time in times)]])


def _costs(speed):
    head = ["Index, s; memory, MB; found", *(f"{count:,} posts" for count in speed)]
    names = list(next(iter(speed.values())))

    def cost(run):
        return f"{run['buildSeconds']:.2f}; {megabytes(run):,.0f}; {run['found']:,}"

    return table(head, [[name, *(_shown(speed[count][name], cost) for count in speed)] for name in names])


def _given_up(speed, limits):
    said = [f"{name} at {count:,} posts ({run['givenUp']})"
            for count, contestants in speed.items() for name, run in contestants.items() if "givenUp" in run]
    rule = f"A rival is given up where it needs over {limits['minutes']:g} minutes or {limits['gigabytes']:g} GB"
    return f"{rule}: {'; '.join(said)}." if said else f"{rule}; none was."


def _head(title, results, part):
    return ["", f"### {title}", "", f"`scripts/bench-scan --only {part}` (load {results[part]['load']})", ""]


def numbers(results, ripgrep):
    speed, packed, threads, spark = (results[part]["measured"] for part in ("speed", "packed", "threads", "spark"))
    corpus = results["corpus"]
    kernel = next(iter(speed.values()))[KERNELS]["kernel"]
    lines = [f"Measured {datetime.date.today().isoformat()} on {report.machine()}. ahocorasick-rs 1.0.3, hyperscan 0.9.1, "
             f"ripgrep {ripgrep}; Kicau's C kernels in {kernel}. The corpus: {corpus['documents']:,} documents, "
             f"{corpus['bytes'] / 1e6:,.0f} MB of JSON Lines. Load is the machine's average of one minute as the part began."]
    lines += _head("Speed against the number of posts", results, "speed")
    lines += [f"![Megabytes of text a second against the number of posts, for Kicau and three other tools]({CHART})", ""]
    lines += _speeds(speed) + [""] + _costs(speed) + ["", _given_up(speed, results["limits"])]
    lines += _head("Packed corpora", results, "packed")
    lines += table(["100,000 posts", "Megabytes of text a second", "of the file"], [
        [name, f"{rate(run):,.0f}", f"{run['storedBytes'] / 1e6 / run['seconds']:,.0f}"] for name, run in packed.items()])
    lines += _head("Two threads", results, "threads") + table(["What", "Measured"], [
        [f"{threads['files']} files, one thread", f"{threads['oneSeconds']:.2f} s"],
        [f"two threads, on {threads['cores']} cores", f"{threads['twoSeconds']:.2f} s"],
        ["**two against one**", f"**{threads['ratio']:.2f}**"]])
    lines += _head("Apache Spark", results, "spark") + table(["What", "Measured"], [
        [f"{spark['files']} paths, one process of {spark['cores']} threads", f"{spark['nativeSeconds']:.2f} s"],
        [f"the same by Spark, in {spark['cores']} tasks, and joined", f"{spark['sparkSeconds']:.2f} s"],
        ["**Spark against one process**", f"**{spark['ratio']:.2f}**"]])
    return "\n".join(lines + _reached(results))


def _reached(results):
    found, bars = ratios(results), _bars()
    lines = ["", "### The bars of scans", "", "`scripts/bench-scan --check`", ""]

    def words(rule):
        return f"at least {rule['atLeast']:,}" if "atLeast" in rule else f"at most {rule['atMost']:,}"

    return lines + table(["What", "Bar", "Measured"], [
        [name, words(rule), found[name]] for name, rule in bars.items() if name in found])


def curves(speed):
    """Name → its points, from few posts to many; a rival's line ends where it was given up."""
    names = list(next(iter(speed.values())))
    return {name: [(count, rate(contestants[name])) for count, contestants in speed.items()
                   if rate(contestants[name]) is not None] for name in names}


def write(results, ripgrep):
    with open(f"docs/{CHART}", "w") as file:
        file.write(scan_chart.drawn(curves(results["speed"]["measured"])))
    report.place(numbers(results, ripgrep), BEGIN, END)
