"""Celery on Redis: `enqueue COUNT [DUE]`, `work POOL CONCURRENCY`."""

import datetime
import os

from celery import Celery

import post as caller

app = Celery("with_celery", broker=caller.STORE)
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=16, broker_connection_retry_on_startup=True,
                worker_hijack_root_logger=False)


@app.task(name="post")
def post(number):
    caller.post(number)


def enqueue(count, due):
    at = datetime.datetime.fromtimestamp(due, datetime.timezone.utc) if due else None
    with app.producer_pool.acquire(block=True) as producer:
        for number in range(count):
            post.apply_async((number,), eta=at, producer=producer)


def main(verb, *words):
    if verb == "enqueue":
        enqueue(int(words[0]), float(words[1]) if words[1:] else None)
    else:
        # The workers of a prefork pool look for the module by its name.
        os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
        app.worker_main(["worker", "--pool", words[0], "--concurrency", words[1], "--loglevel", "error",
                         "--without-gossip", "--without-mingle", "--without-heartbeat"])
