"""Fills SQLite with copies of its first device, for the users user-0, user-1 and so on: devices.py FILE COUNT.

A million calls of /v4/push/device_set would take some minutes. Rows and indexes are the same.
"""

import hashlib
import sqlite3
import sys

file, count = sys.argv[1], int(sys.argv[2])
database = sqlite3.connect(file)
database.row_factory = sqlite3.Row
first = dict(database.execute("SELECT * FROM device ORDER BY id LIMIT 1").fetchone())
del first["id"]
(there,) = database.execute("SELECT count(*) FROM device").fetchone()


def device(number):
    token = f"facade{number:058x}"
    digest = hashlib.sha256(token.encode()).digest()
    own = {"registration_id": f"bench-{number}", "user_id": f"user-{number}", "token": token}
    return tuple({**first, **own, "token_digest": digest[: len(first["token_digest"])]}.values())


places = ", ".join("?" for _ in first)
statement = f"INSERT INTO device ({', '.join(first)}) VALUES ({places})"
database.executemany(statement, (device(number) for number in range(there, count)))
database.commit()
