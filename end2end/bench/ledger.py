"""Fills the ledger of the first account of a SQLite database: ledger.py FILE ENTRIES."""

import json
import sqlite3
import sys

file, entries = sys.argv[1], int(sys.argv[2])
database = sqlite3.connect(file)
(balance,) = database.execute("SELECT balance FROM account WHERE id = 1").fetchone()
cause = json.dumps({"kind": "correction", "note": "Measured"})
rows = (
    (f"bench:{number}", number % 7 + 1, number) for number in range(1, entries + 1)
)
for key, amount, number in rows:
    balance += amount
    database.execute(
        "INSERT INTO ledger (account_id, key, kind, amount, currency, balance, at, who, cause, lines)"
        " VALUES (1, ?, 'correction', ?, 'USD', ?, ?, 'bench', ?, '[]')",
        (key, amount, balance, 1_790_000_000_000_000 + number * 1_000_000, cause),
    )
database.execute("UPDATE account SET balance = ? WHERE id = 1", (balance,))
database.commit()
