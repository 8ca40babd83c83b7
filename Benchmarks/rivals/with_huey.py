"""huey on SQLite: `enqueue COUNT [DUE]`, `work KIND WORKERS`. BENCH_FSYNC=off takes its promise to sync away."""

import datetime
import os

from huey import SqliteHuey

import post as caller

# Unless told, huey leaves `synchronous` as SQLite has it, which is FULL: each commit is on disk.
queue = SqliteHuey(filename=caller.STORE, fsync=False if os.environ.get("BENCH_FSYNC") == "off" else None)


@queue.task()
def post(number):
    caller.post(number)


def enqueue(count, due):
    at = datetime.datetime.fromtimestamp(due) if due else None
    for number in range(count):
        post.schedule((number,), eta=at) if at else post(number)


def main(verb, *words):
    if verb == "enqueue":
        enqueue(int(words[0]), float(words[1]) if words[1:] else None)
    else:
        consumer = queue.create_consumer(
            workers=int(words[1]), worker_type=words[0], initial_delay=0.01, max_delay=0.1, scheduler_interval=1)
        consumer.run()
