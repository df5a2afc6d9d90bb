"""Five ways to merge what many authors posted into one page. All give the same ids; each has its price.

A reader follows k authors and wants the newest n posts below a cursor. Every function takes the authors' lists and
returns the page; the price is counted in the lists' ``cost``.
"""

import heapq
from collections.abc import Iterable, Sequence

from course.errors import CourseError
from course.parts.snowflake import split
from course.systems.news_feed.id_lists import BUILT, IdLists, asked
from course.systems.news_feed.posts import PostTable

PAGE_QUERY = """
SELECT posts.id FROM follows JOIN posts ON posts.author = follows.followee
WHERE follows.follower = ? AND NOT posts.deleted AND posts.id < ? ORDER BY posts.id DESC LIMIT ?
"""
UNION = "union"  # one name for all: the transaction that makes it also deletes it
ABOVE_ALL_IDS = (1 << 63) - 1


def merge(lists: Iterable[Sequence[int]], limit: int) -> list[int]:
    """The largest ``limit`` ids of lists that fall, each id once: a heap holds the head of every list.

    Cost: O((k + n) log k) for k lists, however long they are.
    """
    merged: list[int] = []
    for post_id in heapq.merge(*lists, reverse=True):
        if not merged or merged[-1] != post_id:
            if len(merged) == limit:
                break
            merged.append(post_id)
    return merged


def read_sequentially(lists: IdLists, authors: Sequence[int], before: int | None, limit: int) -> list[int]:
    """Ask for one list after the other: k round trips. A list that is not complete counts as it is."""
    return merge((lists.read([author], before, limit)[0] or [] for author in authors), limit)


def read_pipelined(lists: IdLists, authors: Sequence[int], before: int | None, limit: int) -> list[int]:
    """Ask for all lists at once and merge them here: one round trip, k · n ids sent."""
    return merge((ids or [] for ids in lists.read(authors, before, limit)), limit)


def read_by_union(lists: IdLists, authors: Sequence[int], before: int | None, limit: int) -> list[int]:
    """Let Redis merge: ZUNIONSTORE into a set of our own, read it, delete it. One round trip, n ids sent.

    All of every list is merged, not only its top: O(N log N) for N ids in all lists, while everybody else waits.
    """
    if not authors:
        return []
    at_ms = None if before is None else split(before).at_ms
    with lists.store.pipeline() as batch:
        batch.zunionstore(UNION, [lists.key(author) for author in authors], aggregate="MAX")
        batch.zrem(UNION, BUILT)
        if at_ms is None:
            batch.zrevrangebyscore(UNION, "(inf", "-inf", start=0, num=limit)
        else:
            batch.zrevrangebyscore(UNION, at_ms, at_ms)
            batch.zrevrangebyscore(UNION, f"({at_ms}", "-inf", start=0, num=limit)
        batch.delete(UNION)
        commands = len(batch)
        _, _, *ranges, _ = batch.execute()
    ids = [int(member) for members in ranges for member in members]
    lists.cost.trip(commands, len(ids))
    return [post_id for post_id in ids if before is None or post_id < before][:limit]


def read_by_heap(
    lists: IdLists, authors: Sequence[int], before: int | None, limit: int, *, chunk: int = 4
) -> list[int]:
    """Ask for the top ``chunk`` of every list, and again only where a list runs dry: few ids sent, more round trips."""
    taken: dict[int, list[int]] = {author: [] for author in authors}
    hungry = list(authors)
    while hungry:
        with lists.store.pipeline(transaction=False) as batch:
            bounds = [taken[author][-1] if taken[author] else before for author in hungry]
            for author, bound in zip(hungry, bounds, strict=True):
                lists.ask(batch, author, bound, chunk)
            commands, answers = len(batch), iter(batch.execute())
        unfinished, ids_sent = [], 0
        for author, bound in zip(hungry, bounds, strict=True):
            ids = lists.answered([next(answers) for _ in range(asked(bound))], bound, chunk) or []
            taken[author] += ids
            ids_sent += len(ids)
            if len(ids) == chunk:
                unfinished.append(author)
        lists.cost.trip(commands, ids_sent)
        page = merge(taken.values(), limit)
        floor = page[-1] if len(page) == limit else 0  # what a list still hides is below its last id that we know
        hungry = [author for author in unfinished if taken[author][-1] > floor]
    return merge(taken.values(), limit)


def read_by_query(table: PostTable, reader: int, before: int | None, limit: int) -> list[int]:
    """One SQL query: join the reader's follows with the posts, newest first. One round trip, the work in the database.

    Raises:
        CourseError: nobody loaded the follows into the table.
    """
    cursor = table.database.cursor()
    if not cursor.execute("SELECT count(*) FROM (SELECT 1 FROM follows LIMIT 1)").fetchall()[0][0]:
        raise CourseError("The table of follows is empty. Call load_follows(graph) first.")
    table.reads += 1
    bound = ABOVE_ALL_IDS if before is None else before
    return [row[0] for row in cursor.execute(PAGE_QUERY, [reader, bound, limit]).fetchall()]
