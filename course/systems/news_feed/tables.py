"""The feed's tables in one dialect, three days of posts and taps in them, and a counter that drifts.

Every sentence of SQL here runs on DuckDB; the indexes stand in statements of their own (BUG-059).
"""

import random
from itertools import accumulate

import duckdb

from course.stores import open_duckdb
from course.units import SECONDS_PER_DAY

SCHEMA = """
CREATE TABLE posts (id BIGINT PRIMARY KEY, author INTEGER NOT NULL, at_s DOUBLE NOT NULL, like_count INTEGER DEFAULT 0);
CREATE TABLE follows (follower INTEGER, followee INTEGER, PRIMARY KEY (follower, followee));
CREATE TABLE likes (post BIGINT, person INTEGER, PRIMARY KEY (post, person));
CREATE TABLE comments (id BIGINT PRIMARY KEY, post BIGINT NOT NULL, person INTEGER NOT NULL, at_s DOUBLE NOT NULL);
CREATE INDEX posts_by_author ON posts (author, at_s);
CREATE INDEX posts_by_time ON posts (at_s);
CREATE INDEX follows_by_followee ON follows (followee);
CREATE INDEX comments_by_post ON comments (post);
"""

DAYS, POSTS, AUTHORS, PEOPLE, TAPS = 3, 600, 40, 2_000, 12_000
NOW_S = float(DAYS * SECONDS_PER_DAY)
SENT_AGAIN = 0.1  # an assumption: so many taps get no answer in time, and the phone sends them once more


def three_days(rng: random.Random) -> duckdb.DuckDBPyConnection:
    """Tables with posts and likes. The counter in ``posts`` was raised for every tap that came, also for repeats."""
    database = open_duckdb()
    database.execute(SCHEMA)
    ladder = list(accumulate(1 / rank for rank in range(1, POSTS + 1)))
    popular = rng.sample(range(POSTS), POSTS)
    moments = sorted(rng.random() * NOW_S for _ in range(POSTS))
    taps = [(popular[place], rng.randrange(PEOPLE)) for place in rng.choices(range(POSTS), cum_weights=ladder, k=TAPS)]
    came = taps + rng.sample(taps, round(SENT_AGAIN * TAPS))
    counts = [0] * POSTS
    for post, _ in came:
        counts[post] += 1
    authors = [rng.randrange(AUTHORS) for _ in range(POSTS)]
    database.execute(
        "INSERT INTO posts SELECT unnest(?), unnest(?), unnest(?), unnest(?)",
        [list(range(POSTS)), authors, moments, counts],
    )
    posts, people = (list(column) for column in zip(*came, strict=True))
    database.execute("INSERT INTO likes SELECT DISTINCT unnest(?), unnest(?)", [posts, people])
    return database
