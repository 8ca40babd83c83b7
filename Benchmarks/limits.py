"""How fast the engines themselves commit: what a delivery that has to be durable cannot outrun."""

import os
import re
import subprocess

from serving import bench, fresh
from servers import POSTGRES

ROWS, CLIENTS = 100_000, (8, 16, 32, 64)
TABLES = f"""
CREATE TABLE plan (id bigint PRIMARY KEY, state text NOT NULL);
CREATE TABLE attempt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, plan_id bigint NOT NULL, at_ms bigint NOT NULL);
INSERT INTO plan SELECT number, 'scheduled' FROM generate_series(1, {ROWS}) AS number;
"""
# As little as one step of a delivery writes: a row added, a row changed.
SCRIPT = f"""\\set id random(1, {ROWS})
BEGIN;
INSERT INTO attempt (plan_id, at_ms) VALUES (:id, 0);
UPDATE plan SET state = 'intent' WHERE id = :id;
COMMIT;
"""


def postgres(server, seconds):
    """Commits a second at the best number of clients, synced and not."""
    address = server.fresh("engine")
    server.sql(TABLES, "engine")
    script = os.path.join(fresh("limit"), "step.sql")
    with open(script, "w") as file:
        file.write(SCRIPT)
    found = {}
    for name, sync in (("durable", "on"), ("quick", "off")):
        rates = {clients: _press(address, script, clients, seconds, sync) for clients in CLIENTS}
        best = max(rates, key=rates.get)
        found |= {f"{name}PerSecond": round(rates[best]), f"{name}Clients": best}
    return found


def _press(address, script, clients, seconds, sync):
    said = subprocess.run(
        [f"{POSTGRES}/pgbench", "-n", "-M", "prepared", "-f", script, "-c", str(clients), "-j", "2",
         "-T", str(seconds), address],
        env={**os.environ, "PGOPTIONS": f"-c synchronous_commit={sync}"}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, check=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said).group(1))


def sqlite():
    return bench("bare", "--data", fresh("bare"))
