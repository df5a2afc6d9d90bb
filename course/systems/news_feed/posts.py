"""The posts where they live: one DuckDB table, and beside it the outbox of events that are still to be sent."""

import json
import threading
from collections.abc import Iterable, Sequence

import duckdb

from course.systems.news_feed.graph import SocialGraph
from course.systems.news_feed.model import Post

SCHEMA = """
CREATE TABLE IF NOT EXISTS posts
    (id BIGINT PRIMARY KEY, author INTEGER NOT NULL, body VARCHAR NOT NULL, deleted BOOLEAN NOT NULL DEFAULT false);
CREATE INDEX IF NOT EXISTS posts_by_author ON posts (author);
CREATE TABLE IF NOT EXISTS requests (author INTEGER, request VARCHAR, post_id BIGINT, PRIMARY KEY (author, request));
CREATE TABLE IF NOT EXISTS outbox (post_id BIGINT PRIMARY KEY, event VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS follows (follower INTEGER NOT NULL, followee INTEGER NOT NULL);
"""

NEWEST_OF_EACH = """
SELECT author, list(id ORDER BY id DESC)[1:{limit}] FROM posts
WHERE author IN (SELECT unnest(?)) AND NOT deleted GROUP BY author
"""


class PostTable:
    """Every post is stored here before anybody is told of it (BUG-030). ``reads`` counts the queries.

    Leaves out: shards by author and replicas. DuckDB is one process and one file; it stands for the database of record.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self.database = database
        self.reads = 0
        self._writing = threading.Lock()
        database.execute(SCHEMA)

    def store(self, post: Post, *, request: str | None = None) -> Post:
        """Keep the post, and the event that announces it, in one transaction: both or none (BUG-044).

        ``request`` is a name that the client gives to this one post: the second call with it returns the first post.
        """
        with self._writing:
            cursor = self.database.cursor()
            if request is not None:
                row = cursor.execute(
                    "SELECT id, posts.author, body FROM requests JOIN posts ON id = post_id"
                    " WHERE requests.author = ? AND request = ?",
                    [post.author, request],
                ).fetchone()
                if row is not None:
                    return Post(*row)
            cursor.begin()
            try:
                cursor.execute("INSERT INTO posts VALUES (?, ?, ?, false)", [post.id, post.author, post.text])
                event = json.dumps({"post_id": str(post.id), "author": post.author})
                cursor.execute("INSERT INTO outbox VALUES (?, ?)", [post.id, event])
                if request is not None:
                    cursor.execute("INSERT INTO requests VALUES (?, ?, ?)", [post.author, request, post.id])
                cursor.commit()
            except BaseException:
                cursor.rollback()
                raise
        return post

    def store_many(self, posts: Iterable[Post]) -> None:
        """Keep many posts at once, without announcing them: for a history that was there before."""
        rows = [(post.id, post.author, post.text) for post in posts]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        with self._writing:
            self.database.cursor().execute("INSERT INTO posts SELECT unnest(?), unnest(?), unnest(?), false", columns)

    def delete(self, post_id: int) -> None:
        """Mark the post as deleted. The row stays: it says "gone" to whoever still holds the id."""
        with self._writing:
            self.database.cursor().execute("UPDATE posts SET deleted = true WHERE id = ?", [post_id])

    def find(self, post_ids: Sequence[int]) -> dict[int, Post]:
        """The posts of these ids, in one query. Deleted and unknown ones are left out."""
        if not post_ids:
            return {}
        self.reads += 1
        query = "SELECT id, author, body FROM posts WHERE id IN (SELECT unnest(?)) AND NOT deleted"
        return {row[0]: Post(*row) for row in self.database.cursor().execute(query, [list(post_ids)]).fetchall()}

    def newest(self, authors: Sequence[int], limit: int) -> dict[int, list[int]]:
        """The newest ``limit`` ids of each author, newest first, in one query."""
        self.reads += 1
        query = NEWEST_OF_EACH.format(limit=int(limit))
        found: dict[int, list[int]] = dict(self.database.cursor().execute(query, [list(authors)]).fetchall())
        return {author: found.get(author, []) for author in authors}

    def unsent(self) -> list[tuple[int, dict[str, str]]]:
        """The events that wait in the outbox, oldest first, by post."""
        rows = self.database.cursor().execute("SELECT post_id, event FROM outbox ORDER BY post_id").fetchall()
        return [(post_id, json.loads(event)) for post_id, event in rows]

    def sent(self, post_id: int) -> None:
        """Take the event of this post out of the outbox."""
        with self._writing:
            self.database.cursor().execute("DELETE FROM outbox WHERE post_id = ?", [post_id])

    def load_follows(self, graph: SocialGraph) -> None:
        """Copy the graph into the table ``follows``, for the design that asks the database alone."""
        pairs = [(user, followee) for user, followees in enumerate(graph.follows) for followee in followees]
        columns = [list(column) for column in zip(*pairs, strict=True)] or [[], []]
        with self._writing:
            self.database.cursor().execute("INSERT INTO follows SELECT unnest(?), unnest(?)", columns)
