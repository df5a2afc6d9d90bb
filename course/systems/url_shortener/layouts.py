"""Three layouts of the table of links that are often seen, and what each costs an insert."""

from dataclasses import dataclass

from course.stores import open_duckdb

CODE_AND_URL = "short_code VARCHAR UNIQUE, long_url VARCHAR"
DATES = "created_at TIMESTAMP, expires_at TIMESTAMP"
LAYOUTS = {
    "number, unique code, one more index": (
        "CREATE SEQUENCE ids",
        f"CREATE TABLE urls (id BIGINT PRIMARY KEY DEFAULT nextval('ids'), {CODE_AND_URL}, {DATES}, clicks BIGINT)",
        "CREATE INDEX idx_short_code ON urls (short_code)",
    ),
    "code and owner": (
        f"CREATE TABLE urls (short_code VARCHAR PRIMARY KEY, long_url VARCHAR, user_id BIGINT, {DATES})",
    ),
    "code, owner and clicks": (
        f"CREATE TABLE urls (short_code VARCHAR PRIMARY KEY, long_url VARCHAR, user_id BIGINT, {DATES}, clicks BIGINT)",
    ),
}
"""What a layout keeps → the statements that make it. The owner is no foreign key: users live elsewhere."""

INDEXES = """
SELECT (SELECT count(*) FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE'))
     + (SELECT count(*) FROM duckdb_indexes())
"""


@dataclass(frozen=True, slots=True)
class LayoutCost:
    """``indexes``: how many an insert must keep up to date. ``keys``: the first key that each of two shards gives."""

    indexes: int
    keys: tuple[int | str, ...]


def layout_cost(name: str) -> LayoutCost:
    """Make this layout on two empty shards, put one link into each, and look."""
    indexes, keys = 0, list[int | str]()
    for code in ("4fR9x0a", "Zt81kQb"):
        shard = open_duckdb()
        for statement in LAYOUTS[name]:
            shard.execute(statement)
        shard.execute("INSERT INTO urls (short_code, long_url) VALUES (?, 'https://example.org')", [code])
        (indexes,) = shard.execute(INDEXES).fetchall()[0]
        keys.append(shard.execute("SELECT * FROM urls").fetchall()[0][0])  # the key is the first column
    return LayoutCost(indexes, tuple(keys))
