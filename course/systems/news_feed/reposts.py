"""Reposts: a post of its own that holds nothing but the id of another one."""

from collections.abc import Sequence

from course.systems.news_feed.model import NotAllowed, Post, UnknownPost
from course.systems.news_feed.service import NewsFeed

MARK = "repost of "


def repost(feed: NewsFeed, user: int, original: int) -> Post:
    """Pass a post on to one's own followers; a second tap gives the same repost, and a repost of a repost its original.

    Leaves out: a count of reposts, and quotes with words of one's own.

    Raises:
        UnknownPost: there is no such post, or no longer.
        NotAllowed: one of the two blocks the other.
    """
    found = feed.ground.table.find([original])
    if original not in found:
        raise UnknownPost(f"There is no post {original}, or no longer.")
    if (root := original_of(found[original])) is not None:
        return repost(feed, user, root)
    if feed.ground.edges.blocked(user, found[original].author):
        raise NotAllowed("One of you blocks the other.")
    return feed.post(user, f"{MARK}{original}", request=f"repost-{original}")


def original_of(post: Post) -> int | None:
    """The id that a repost holds; None: it is no repost."""
    number = post.text.removeprefix(MARK)
    return int(number) if number != post.text and number.isdecimal() else None


def resolved(feed: NewsFeed, reader: int, posts: Sequence[Post]) -> list[Post]:
    """What a page shows in place of reposts: each original once, where it stands highest, and only if the reader may.

    A reposted author need not be followed; he must exist and no block may stand between. Originals come by one query.
    """
    originals = [original_of(post) for post in posts]
    found = feed.cache.get_many([each for each in originals if each is not None])
    shown: dict[int, Post] = {}
    for post, original in zip(posts, originals, strict=True):
        meant = post if original is None else found.get(original)
        if meant is not None and not feed.ground.edges.blocked(reader, meant.author):
            shown.setdefault(meant.id, meant)
    return list(shown.values())
