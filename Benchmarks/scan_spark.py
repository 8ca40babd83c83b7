"""`kicau scan` by paths over Apache Spark in its local mode, beside one process that has as many threads."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import time

VENV = ".venv/bench-spark"
PYTHON = f"{VENV}/bin/python"
PACKAGE = "pyspark==3.5.8"

# The cluster is up before the clock runs; one task a core, as one process has one thread a core.
JOB = """
import json, os, shlex, sys, time
program, posts, parts, cores, paths = sys.argv[1:]
os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
from pyspark import SparkConf, SparkContext
settings = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
sc = SparkContext(conf=SparkConf().setMaster(f"local[{cores}]").setAppName("kicau").setAll(settings.items()))
sc.setLogLevel("OFF")
sc.parallelize(range(int(cores)), int(cores)).count()
command = f"{shlex.quote(program)} scan --paths-from-stdin --threads 1 --posts {shlex.quote(posts)}"
begun = time.perf_counter()
sc.parallelize(open(paths).read().split(), int(cores)).pipe(command).saveAsTextFile(parts)
print(json.dumps({"seconds": time.perf_counter() - begun}))
sc.stop()
"""


def install():
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE], check=True)


def many(folder, times):
    """The same files under many names: enough work that what a job costs to begin does not count."""
    paths = []
    for name in sorted(os.listdir(folder)):
        for copy in range(times):
            path = os.path.abspath(f"{folder}/{copy:02}-{name}")
            os.link(f"{folder}/{name}", path)
            paths.append(path)
        os.remove(f"{folder}/{name}")
    return paths


def by_spark(program, posts, paths, folder, cores):
    """Seconds from the job's begin to the joined report."""
    parts, listed = os.path.abspath(f"{folder}/parts"), f"{folder}/paths"
    shutil.rmtree(parts, ignore_errors=True)
    with open(listed, "w") as file:
        file.write("\n".join(paths))
    told = subprocess.run([PYTHON, "-c", JOB, os.path.abspath(program), os.path.abspath(posts), parts, str(cores), listed],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    begun = time.perf_counter()
    _run([program, "scan", "merge", parts, "--posts", posts, "--output", f"{folder}/joined"])
    return json.loads(told.stdout)["seconds"] + time.perf_counter() - begun


def by_itself(program, posts, paths, folder, cores):
    """Seconds from the program's begin to its report."""
    for name in os.listdir(folder):
        if name.startswith("native"):
            os.remove(f"{folder}/{name}")
    begun = time.perf_counter()
    _run([program, "scan", *paths, "--posts", posts, "--output", f"{folder}/native", "--threads", str(cores)])
    return time.perf_counter() - begun


def are_alike(folder):
    with open(f"{folder}/native.jsonl", "rb") as one, open(f"{folder}/joined.jsonl", "rb") as other:
        return one.read() == other.read()


def _run(command):
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(command[:3])} … ended with {done.returncode}: {done.stderr.strip()[-300:]}")
