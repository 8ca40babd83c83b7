#!/usr/bin/env python3
"""Whether anything is called strong that is not there: real sentences out of Debian's packages, looked for in other ones.

No package gives both. What both have all the same, such as a quotation or a line of a licence, is no false alarm: each
strong hit is looked up in its document, without Kicau's help, before it counts as one.
"""

import argparse
import glob
import gzip
import html
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

from serving import FOLDER, KICAU, fresh

# Downloaded and unpacked, not installed: where documentation is left out on installing, nothing would be there.
SENTENCES = ["fortunes", "fortunes-min", "fortunes-de", "fortunes-zh", "dict-foldoc", "jargon-text",
             "debian-reference-en", "developers-reference"]
CORPUS = ["python3.11-doc", "postgresql-doc-15", "sqlite3-doc", "git-doc", "harden-doc", "manpages", "manpages-dev",
          "manpages-de", "manpages-fr", "manpages-id", "manpages-ja", "manpages-zh"]
LEVELS = [0.05, 0.01, 0.001]
STRONG_WORDS = 12


def unpacked(package):
    """A folder with what the package holds."""
    folder = os.path.join(FOLDER, "texts", package)
    if os.path.isdir(folder):
        return folder
    debs = os.path.join(FOLDER, "texts", "debs")
    os.makedirs(debs, exist_ok=True)
    done = subprocess.run(["apt-get", "download", "-q", package], cwd=debs, capture_output=True, text=True)
    found = sorted(glob.glob(f"{debs}/{package}_*.deb"))
    if done.returncode != 0 or not found:
        sys.exit(f"{package} cannot be downloaded ({done.stderr.strip()[-200:]}). Run apt-get update, or leave it out.")
    subprocess.run(["dpkg-deb", "-x", found[-1], folder], check=True)
    return folder


def texts(folder):
    """The plain text of each file that has one."""
    for path in sorted(glob.glob(f"{folder}/**/*", recursive=True)):
        if not os.path.isfile(path) or os.path.islink(path) or "/copyright" in path or "changelog" in path:
            continue
        with open(path, "rb") as file:
            data = file.read(8 << 20)
        if data[:2] == b"\x1f\x8b":
            try:
                data = gzip.decompress(data)
            except (OSError, EOFError):
                continue
        if b"\0" in data[:4096]:
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        name = path.removesuffix(".gz")
        if name.endswith((".html", ".htm")):
            text = re.sub(r"(?is)<(script|style).*?</\1>", " ", text)
            text = html.unescape(re.sub(r"<[^>]+>", " ", text))
        elif re.search(r"/man\d/", name):
            text = re.sub(r"\\f[A-Z]|\\\(..|\\[-&]|(?m:^\.\S+ ?)", "", text)
        elif name.endswith((".js", ".css", ".svg", ".inv", ".py", ".sql", ".xml")):
            continue
        yield text


def sentences(package):
    for text in texts(unpacked(package)):
        text = re.sub(r"\x1b\[[\d;]*m", "", text)
        for paragraph in re.split(r"\n\s*\n|\n%\n", text):
            for sentence in re.split(r"(?<=[.!?。！？])\s+", " ".join(paragraph.split())):
                if 8 <= words(sentence) <= 60 and sum(sign.isalpha() for sign in sentence) > len(sentence) * 0.6:
                    yield sentence


def words(text):
    return len(units(text))


def units(text):
    """What stands between spaces and punctuation, and two characters where a script has no spaces; each folded."""
    found = []
    for piece in re.findall(r"[^\W_]+(?:['’\u0300-\u036f][^\W_]+)*", text):
        folded = fold(piece)
        if folded and any("\u2e80" <= sign <= "\u9fff" or "\u3040" <= sign <= "\u30ff" for sign in folded):
            found += [folded[at:at + 2] for at in range(0, len(folded), 2)]
        elif folded:
            found.append(folded)
    return found


def fold(text):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def is_there(post, document):
    """Do twelve words of the post follow each other in the document?"""
    document, mine = fold(document), units(post)
    return any("".join(mine[at:at + STRONG_WORDS]) in document for at in range(max(1, len(mine) - STRONG_WORDS + 1)))


def write_lines(path, rows):
    with open(path, "w") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def make(folder, count, later, seed):
    dice = random.Random(seed)
    all_sentences = sorted({sentence for package in SENTENCES for sentence in sentences(package)})
    dice.shuffle(all_sentences)
    if len(all_sentences) < count + later:
        later = max(0, len(all_sentences) - count)
        count = min(count, len(all_sentences))
    write_lines(f"{folder}/posts.jsonl", ({"id": str(n), "text": t} for n, t in enumerate(all_sentences[:count])))
    write_lines(f"{folder}/later.jsonl", ({"id": str(n), "text": t} for n, t in enumerate(all_sentences[count:count + later])))
    bytes_of_text = 0
    with open(f"{folder}/corpus.jsonl", "w") as file:
        for package in CORPUS:
            for text in texts(unpacked(package)):
                bytes_of_text += len(text.encode())
                file.write(json.dumps({"text": text, "source": package}, ensure_ascii=False) + "\n")
    return count, later, bytes_of_text


def report(folder, count, later, bytes_of_text):
    with open(f"{folder}/found.jsonl") as file:
        lines = [json.loads(line) for line in file]
    posts = {line["id"]: line for line in lines if line["kind"] == "post"}
    summary = next(line for line in lines if line["kind"] == "summary")
    really, false = [], []
    with open(f"{folder}/corpus.jsonl", "rb") as corpus:
        for hit in (line for line in lines if line["kind"] == "hit" and line["verdict"] == "strong"):
            corpus.seek(hit["record_offset"] - len(b'{"text": "'))
            row = corpus.readline()
            document = json.loads(row)["text"] if row.startswith(b'{"text": "') else ""
            (really if is_there(posts[hit["post"]]["text"], document) else false).append(
                [posts[hit["post"]]["text"], hit["quote"]["text"], hit["reason"]])
    small = {str(level): sum(1 for post in posts.values() if post.get("p", 1) <= level) for level in LEVELS}
    return {
        "posts": count, "controls": later, "corpusBytes": bytes_of_text, "strong": summary["strong"],
        "strongHits": len(really) + len(false), "falseStrongHits": len(false),
        "likely": summary["likely"], "possible": summary["possible"],
        # A post and the controls like it could change places, so at most this share may be as small by chance.
        "postsWithSmallP": small, "bound": {str(level): count * level for level in LEVELS},
        "isWithinBounds": all(small[str(level)] <= count * level + 5 * (count * level) ** 0.5 + 1 for level in LEVELS),
        "omnibusP": summary.get("omnibus_p"), "thereIndeed": sorted({one[0] for one in really})[:10], "false": false[:20]}


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--posts", type=int, default=50_000)
    asked.add_argument("--later", type=int, default=20_000, help="sentences of the same packages, as controls")
    asked.add_argument("--seed", type=int, default=1)
    sizes = asked.parse_args()
    folder = fresh("unrelated")
    made = make(folder, sizes.posts, sizes.later, sizes.seed)
    print("made: %d posts, %d controls, %d bytes of corpus" % made, file=sys.stderr)
    subprocess.run([KICAU, "scan", f"{folder}/corpus.jsonl", "--posts", f"{folder}/posts.jsonl",
                    "--later", f"{folder}/later.jsonl", "--output", f"{folder}/found", "--json"],
                   check=True, stdout=subprocess.DEVNULL)
    found = report(folder, *made)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    sys.exit(0 if found["falseStrongHits"] == 0 and found["isWithinBounds"] else 1)


if __name__ == "__main__":
    main()
