"""Likes and comments, and counts that stay right when a phone sends the same tap twice."""

from collections.abc import Sequence

import redis

from course.systems.news_feed.model import Counts

CHANGE = """
local changed = redis.call(ARGV[1], KEYS[1], ARGV[2])
if changed == 1 then redis.call('HINCRBY', KEYS[2], ARGV[3], ARGV[4]) end
return changed
"""

RECOUNT = """
local likes, comments = redis.call('SCARD', KEYS[1]), redis.call('SCARD', KEYS[2])
redis.call('HSET', KEYS[3], 'likes', likes, 'comments', comments)
return {likes, comments}
"""


class Reactions:
    """Who liked a post is a set, its comments are a set; the counts stand beside them in one hash.

    Set and count change together in one script, and only if the set changed: two taps are one like. The sets are the
    truth: ``recount`` makes the counts from them.
    Leaves out: the database behind it, and posts with millions of likes, whose set would be cut in shards.
    """

    def __init__(self, store: redis.Redis) -> None:
        self._store = store
        self._change = store.register_script(CHANGE)
        self._recount = store.register_script(RECOUNT)

    def like(self, post_id: int, user: int) -> bool:
        """Add a like; False if this user liked the post before."""
        return self._changed("SADD", f"likes:{post_id}", str(user), post_id, "likes", 1)

    def unlike(self, post_id: int, user: int) -> bool:
        """Take the like back; False if there was none."""
        return self._changed("SREM", f"likes:{post_id}", str(user), post_id, "likes", -1)

    def comment(self, post_id: int, comment_id: int) -> bool:
        """Add a comment; False if this one was added before."""
        return self._changed("SADD", f"comments:{post_id}", str(comment_id), post_id, "comments", 1)

    def uncomment(self, post_id: int, comment_id: int) -> bool:
        """Delete a comment; False if there was none."""
        return self._changed("SREM", f"comments:{post_id}", str(comment_id), post_id, "comments", -1)

    def counts(self, post_ids: Sequence[int]) -> dict[int, Counts]:
        """The counts of a page, in one round trip."""
        with self._store.pipeline(transaction=False) as batch:
            for post_id in post_ids:
                batch.hmget(_counts(post_id), ["likes", "comments"])
            answers = batch.execute() if post_ids else []
        return {
            post_id: Counts(int(likes or 0), int(comments or 0))
            for post_id, (likes, comments) in zip(post_ids, answers, strict=True)
        }

    def recount(self, post_id: int) -> Counts:
        """Make the counts anew from the sets, in one script, so that no like comes between."""
        likes, comments = self._recount(keys=[f"likes:{post_id}", f"comments:{post_id}", _counts(post_id)])
        return Counts(likes, comments)

    def forget(self, post_id: int) -> None:
        """The post is gone."""
        self._store.delete(f"likes:{post_id}", f"comments:{post_id}", _counts(post_id))

    def _changed(self, command: str, members: str, member: str, post_id: int, field: str, step: int) -> bool:
        return bool(self._change(keys=[members, _counts(post_id)], args=[command, member, field, step]))


def _counts(post_id: int) -> str:
    return f"counts:{post_id}"
