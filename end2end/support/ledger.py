"""What a SQLite data folder holds, as JSON: for the crash test, which compares it with what was acknowledged."""

import json
import sqlite3
import sys

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=20)
database.execute("BEGIN")


def rows(statement):
    return database.execute(statement).fetchall()


applications = {
    sdkappid: {"name": name, "disabled": bool(disabled), "keys": 0, "submissions": 0, "trail": []}
    for sdkappid, name, disabled in rows("SELECT sdkappid, name, disabled FROM application")
}
parts = [("keys", sdkappid) for (sdkappid,) in rows("SELECT sdkappid FROM secret_key")]
# Every form of this test leads to the page of its application.
for (location,) in rows("SELECT location FROM submission"):
    parts.append(("submissions", int(location.removeprefix("/applications/").partition("?")[0])))
strays = []
for part, sdkappid in parts:
    if sdkappid in applications:
        applications[sdkappid][part] += 1
    else:
        strays.append(f"{part} of {sdkappid}")
for sdkappid, action in rows("SELECT sdkappid, action FROM audit WHERE sdkappid IS NOT NULL ORDER BY id"):
    if sdkappid in applications:
        applications[sdkappid]["trail"].append(action)
    else:
        strays.append(f"{action} of {sdkappid}")

json.dump(
    {
        "integrity": [row[0] for row in rows("PRAGMA integrity_check")],
        "foreignKeys": len(rows("PRAGMA foreign_key_check")),
        "counted": rows("SELECT application_count FROM account")[0][0],
        "strays": strays,
        "applications": applications,
    },
    sys.stdout,
)
