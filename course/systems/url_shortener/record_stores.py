"""DuckDB and SQLite as the database of record: the same four jobs, timed."""

import sqlite3
from collections.abc import Callable, Sequence
from time import perf_counter

from course.stores import open_duckdb

SINGLE = 500  # links that come one by one; the others come in one batch
MAKE = "CREATE TABLE links (code VARCHAR PRIMARY KEY, day INTEGER)"
INSERT = "INSERT INTO links VALUES (?, ?)"
INSERT_MANY = "INSERT INTO links SELECT unnest(?), unnest(?)"
FIND = "SELECT day FROM links WHERE code = ?"
COUNT = "SELECT day, count(*) FROM links GROUP BY day ORDER BY day"
JOBS = (f"{SINGLE} links in, one by one", "the others in one batch", f"{SINGLE} look-ups", "links of each day, counted")


def store_times(codes: Sequence[str]) -> dict[str, float]:
    """Seconds for each job on each store, ``"500 look-ups · SQLite"``; both keep everything in memory.

    Raises:
        ValueError: the two stores end with different counts, or there are no more than 500 codes.
    """
    if len(codes) <= SINGLE:
        raise ValueError(f"Give more than {SINGLE} codes; you gave {len(codes)}.")
    rows = [(code, number % 365) for number, code in enumerate(codes)]
    single, batch = rows[:SINGLE], rows[SINGLE:]
    lite, duck = sqlite3.connect(":memory:", isolation_level=None), open_duckdb()  # every statement is a transaction
    columns = [list(column) for column in zip(*batch, strict=True)]

    def all_at_once() -> object:
        lite.execute("BEGIN")
        lite.executemany(INSERT, batch)
        return lite.execute("COMMIT")

    for store in (lite, duck):
        store.execute(MAKE)
    work: dict[str, tuple[Callable[[], object], ...]] = {
        "SQLite": (
            lambda: [lite.execute(INSERT, row) for row in single],
            all_at_once,
            lambda: [lite.execute(FIND, [code]).fetchone() for code, _ in single],
            lambda: lite.execute(COUNT).fetchall(),
        ),
        "DuckDB": (
            lambda: [duck.execute(INSERT, row) for row in single],
            lambda: duck.execute(INSERT_MANY, columns),
            lambda: [duck.execute(FIND, [code]).fetchone() for code, _ in single],
            lambda: duck.execute(COUNT).fetchall(),
        ),
    }
    times = dict[str, float]()
    for number, job in enumerate(JOBS):
        for name, jobs in work.items():
            start_s = perf_counter()
            jobs[number]()
            times[f"{job} · {name}"] = perf_counter() - start_s
    lite_rows, duck_rows = lite.execute(COUNT).fetchall(), duck.execute(COUNT).fetchall()
    lite.close()
    duck.close()
    if lite_rows != duck_rows:
        raise ValueError("The two stores hold different links: the times cannot be compared.")
    return times
