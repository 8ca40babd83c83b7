"""procrastinate on PostgreSQL: `prepare`, `enqueue COUNT [DUE]`, `work CONCURRENCY`."""

import asyncio
import datetime

import httpx
import procrastinate

from post import STORE, address, text

BATCH = 1000
MOST_CONNECTIONS = 20

app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=STORE, min_size=4, max_size=MOST_CONNECTIONS))
client = None


@app.task(name="post")
async def post(number):
    answer = await client.post(address(number), json={"text": text(number)})
    answer.raise_for_status()


async def enqueue(count, due):
    at = datetime.datetime.fromtimestamp(due, datetime.timezone.utc) if due else None
    for start in range(0, count, BATCH):
        await post.configure(schedule_at=at).batch_defer_async(
            *({"number": number} for number in range(start, min(start + BATCH, count))))


async def work(concurrency):
    global client
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:
        # Scheduled jobs notify nobody when they fall due, so the poll decides how late they are.
        await app.run_worker_async(concurrency=concurrency, fetch_job_polling_interval=0.2)


async def act(verb, *numbers):
    async with app.open_async():
        if verb == "prepare":
            await app.schema_manager.apply_schema_async()
        elif verb == "enqueue":
            await enqueue(int(numbers[0]), float(numbers[1]) if numbers[1:] else None)
        else:
            await work(int(numbers[0]))


def main(verb, *numbers):
    asyncio.run(act(verb, *numbers))
