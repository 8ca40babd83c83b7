"""APScheduler 3 with its SQLAlchemy store on SQLite: `enqueue COUNT [DUE]`, `work WORKERS`."""

import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from post import STORE, post


def scheduler(kind, workers):
    return kind(
        jobstores={"default": SQLAlchemyJobStore(url="sqlite:///" + STORE)},
        executors={"default": ThreadPoolExecutor(workers)},
        # A job that is late still runs; without this it would be thrown away after a second.
        job_defaults={"misfire_grace_time": None}, timezone=datetime.timezone.utc)


def enqueue(count, due):
    at = datetime.datetime.now(datetime.timezone.utc)
    if due:
        at = datetime.datetime.fromtimestamp(due, datetime.timezone.utc)
    plan = scheduler(BackgroundScheduler, 1)
    # Its thread is a daemon: it ends with the program and has run nothing.
    plan.start(paused=True)
    for number in range(count):
        plan.add_job(post, "date", run_date=at, args=(number,))


def main(verb, *words):
    if verb == "enqueue":
        enqueue(int(words[0]), float(words[1]) if words[1:] else None)
    else:
        scheduler(BlockingScheduler, int(words[0])).start()
