#!/usr/bin/env python3
"""A scan over Apache Spark, in its local mode: what the documentation says, word for word, and what a lost task changes: nothing."""

import json
import os
import random
import shlex
import subprocess

from kit.places import PROGRAM, new_folder
from kit.telling import case, finish, same, sure

POSTS = [
    "We open a second reading room on Saturday; bring a book you loved and leave with one you have not read.",
    "Pasar buku bekas hari Minggu: dua ratus judul, tiga meja panjang, dan satu kucing yang tidak dijual.",
]
WORDS = "lorem ipsum dolor sit amet konten buku ruang jalan pagi meja kursi lampu teh gula kertas tinta".split()
FILES, TASKS = 12, 4


def corpus(folder):
    """Files of which each third holds a post, one of them packed badly."""
    dice = random.Random(29)
    paths = []
    for number in range(FILES):
        texts = [" ".join(dice.choice(WORDS) + str(dice.randrange(999)) for _ in range(50)) for _ in range(400)]
        if number % 3 == 0:
            texts[dice.randrange(400)] += " " + POSTS[number // 3 % 2].upper()
        path = folder / f"{number:02}.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        paths.append(str(path))
    (folder / "cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01")
    return [*paths, str(folder / "cut.jsonl.gz")]


def kicau(*words):
    done = subprocess.run([PROGRAM, "scan", *map(str, words)], capture_output=True, text=True, timeout=120)
    same(done.returncode, 0, done.stderr)


def merged(parts, posts, output):
    kicau("merge", parts, "--posts", posts, "--output", output)
    return output.with_name(output.name + ".jsonl").read_bytes()


def clumsy(folder, command):
    """The same command, which in each task's first try breaks off after half of what it prints."""
    path = folder / "clumsy"
    path.write_text(
        "#!/bin/sh\n"
        f"paths=$(cat); tried={shlex.quote(str(folder))}/tried-$(printf %s \"$paths\" | cksum | cut -d' ' -f1)\n"
        f"printf '%s\\n' \"$paths\" | {command} >\"$tried.$$\"\n"
        "if mkdir \"$tried\" 2>/dev/null; then head -c \"$(($(wc -c <\"$tried.$$\") / 2))\" \"$tried.$$\"; exit 1; fi\n"
        "cat \"$tried.$$\"\n")
    path.chmod(0o755)
    return str(path)


def main():
    # Nothing of it listens or looks beyond this machine.
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": os.sys.executable}
    from pyspark import SparkConf, SparkContext

    folder = new_folder()
    (folder / "corpus").mkdir()
    paths = corpus(folder / "corpus")
    posts = folder / "posts.txt"
    posts.write_text("\n".join(POSTS))
    kicau(*paths, "--posts", posts, "--output", folder / "whole")
    whole = (folder / "whole.jsonl").read_bytes()
    command = f"{shlex.quote(str(PROGRAM))} scan --paths-from-stdin --posts {shlex.quote(str(posts))}"
    settings = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
                "spark.local.dir": str(folder / "local")}
    # A task may be tried four times, as on a cluster.
    sc = SparkContext(conf=SparkConf().setMaster("local[2,4]").setAppName("kicau").setAll(settings.items()))
    sc.setLogLevel("OFF")

    with case("spark: a scan in tasks, joined, is the scan of one machine, byte for byte"):
        sc.parallelize(paths, TASKS).pipe(command).saveAsTextFile(str(folder / "parts"))
        sure((folder / "parts" / "_SUCCESS").exists(), "Spark did not end its job")
        same(merged(folder / "parts", posts, folder / "joined"), whole, "the report")
        rows = [json.loads(line) for line in whole.splitlines()]
        same([row["verdict"] for row in rows if row["kind"] == "post"], ["strong", "strong"], "verdicts")

    with case("spark: tasks that break off in the middle and are tried again change nothing") as note:
        sc.parallelize(paths, TASKS).pipe(clumsy(folder, command), checkCode=True).saveAsTextFile(str(folder / "again"))
        lost = len([path for path in folder.glob("tried-*") if path.is_dir()])
        same(lost, TASKS, "tasks that broke off once")
        same(merged(folder / "again", posts, folder / "rejoined"), whole, "the report")
        note(f"{lost} tasks broke off")

    sc.stop()
    finish()


if __name__ == "__main__":
    main()
