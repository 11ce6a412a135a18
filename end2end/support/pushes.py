"""What a database holds about accepted pushes, as JSON: pushes.py FILE-OF-SQLITE or ADDRESS-OF-POSTGRESQL."""

import hashlib
import json
import sqlite3
import struct
import sys

import psycopg

STATES = [
    "waiting", "retrying", "accepted", "dead_token", "doubtful_token", "rejected", "expired", "application_stopped",
    "certificate_deleted", "device_gone", "unknown",
]

# The highest bit says that it was on the wire before a stop.
STATE = 0x7F

source = sys.argv[1]
is_sqlite = not source.startswith("postgres:")
if is_sqlite:
    database = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20)
    database.execute("BEGIN")
else:
    database = psycopg.connect(source)
    database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def rows(statement):
    return database.execute(statement).fetchall()


tokens = dict(rows("SELECT id, token FROM device"))
pushes = {}
for number, task, salt in rows("SELECT id, task_id, salt FROM push"):
    overlay = hashlib.sha256(b"overlay" + salt).hexdigest()[:32]
    pushes[number] = {"task": task, "overlay": overlay, "devices": []}
outcomes = {}
for position, records in rows("SELECT position, records FROM push_outcome ORDER BY position, part"):
    outcomes.setdefault(position, []).extend(struct.iter_unpack(">HBBII", records))
for position, push, devices in rows("SELECT position, push_id, devices FROM push_batch"):
    states = {slot: STATES[state & STATE] for slot, state, *_ in outcomes.get(position, [])}
    for slot, (device,) in enumerate(struct.iter_unpack(">q", devices)):
        pushes[push]["devices"].append({"token": tokens.get(device), "state": states.get(slot, "waiting")})

json.dump(
    {
        "integrity": [row[0] for row in rows("PRAGMA integrity_check")] if is_sqlite else ["ok"],
        "retries": rows("SELECT count(*) FROM push_retry")[0][0],
        "pushes": list(pushes.values()),
    },
    sys.stdout,
)
