"""Who is in a group: each change is one step in Redis, and leaves a line in the conversation that everybody reads.

A member's field holds how many messages the group had when they joined: what follows is theirs.
"""

from collections.abc import Iterable

import redis

from course.clock import Clock
from course.systems.chat.message_log import MessageLog
from course.systems.chat.model import GroupFull, NotAMember

MOST_MEMBERS = 256
SYSTEM = ""
"""Who sends the lines that nobody typed: no person's name is empty."""

CREATE = """
local kind, members = KEYS[1], KEYS[2]
if redis.call('EXISTS', members) == 1 then return 0 end
redis.call('SET', kind, 'group')
for place, user in ipairs(ARGV) do
    if place > 1 then
        redis.call('HSET', members, user, 0)
        redis.call('SADD', KEYS[place + 1], ARGV[1])
    end
end
return 1
"""

JOIN = """
local kind, members, joins, chats = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local user, group, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('GET', kind) ~= 'group' then return 'no group' end
if redis.call('HEXISTS', members, user) == 1 then return redis.call('HGET', joins, user) or '0' end
if redis.call('HLEN', members) >= most then return 'full' end
redis.call('HSET', members, user, '')
redis.call('SADD', chats, group)
return tostring(redis.call('HINCRBY', joins, user, 1))
"""

SINCE = """
if redis.call('HGET', KEYS[1], ARGV[1]) == '' then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
"""


def final_members(creator: str, invited: Iterable[str], most: int = MOST_MEMBERS) -> tuple[str, ...]:
    """Everybody who will be in the group, once each, the creator first.

    Raises:
        GroupFull: these are more than ``most``.
    """
    people = tuple(dict.fromkeys((creator, *invited)))
    if len(people) > most:
        raise GroupFull(f"These are {len(people)} people with {creator}; a group has at most {most}.")
    return people


class Groups:
    """Groups and their members, in Redis; what happens to them stands in the log, as messages that nobody typed.

    Each method may be asked again after a crash: it goes on where it stopped. Leaves out: administrators, and a
    group whose keys lie on several machines of a cluster.
    """

    def __init__(self, store: redis.Redis, log: MessageLog, clock: Clock, *, most: int = MOST_MEMBERS) -> None:
        self._store = store
        self._log = log
        self._clock = clock
        self._most = most

    def create(self, group: str, creator: str, invited: Iterable[str]) -> tuple[str, ...]:
        """Make a group, and say so in it. A group that is there stays as it is. Cost: O(members), two trips.

        Raises:
            GroupFull: see :func:`final_members`.
        """
        people = final_members(creator, invited, self._most)
        keys = [_kind(group), _members(group), *map(_chats, people)]
        self._store.eval(CREATE, len(keys), *keys, group, *people)
        self._say(group, "created", f"{creator} made the group")
        return self.members(group)

    def join(self, group: str, user: str) -> None:
        """Let somebody in, and say so. Who is in already stays. Cost: O(1), three trips.

        Raises:
            GroupFull: no place is left.
            NotAMember: there is no such group; a conversation of two is none.
        """
        keys = [_kind(group), _members(group), _joins(group), _chats(user)]
        said = str(self._store.eval(JOIN, len(keys), *keys, user, group, str(self._most)))
        if said == "full":
            raise GroupFull(f"{group!r} has {self._most} members; nobody else can join.")
        if said == "no group":
            raise NotAMember(f"There is no group {group!r}.")
        if said != "0":  # "0": here since the group was made
            number = self._say(group, f"{user} joined {said}", f"{user} joined")
            self._store.eval(SINCE, 1, _members(group), user, str(number - 1))

    def leave(self, group: str, user: str) -> None:
        """Let somebody out, and say so. Cost: O(1), two trips.

        Raises:
            NotAMember: this person is none.
        """
        with self._store.pipeline() as trip:
            trip.hdel(_members(group), user)
            trip.srem(_chats(user), group)
            trip.hget(_joins(group), user)
            gone, _, times = trip.execute()
        if not gone:
            raise NotAMember(f"{user} is no member of {group!r}.")
        self._say(group, f"{user} left {times or 0}", f"{user} left")

    def members(self, group: str) -> tuple[str, ...]:
        """Their names, sorted."""
        return tuple(sorted(str(user) for user in self._store.hkeys(_members(group))))

    def since(self, group: str) -> dict[str, int]:
        """After which message each of them is here; who is joining at this moment is left out."""
        found = self._store.hgetall(_members(group))
        return {str(user): int(after) for user, after in found.items() if after != ""}

    def chats_of(self, user: str) -> tuple[str, ...]:
        """The groups of one person, sorted."""
        return tuple(sorted(str(group) for group in self._store.smembers(_chats(user))))

    def _say(self, group: str, name: str, text: str) -> int:
        return self._log.add(group, SYSTEM, name, text, self._clock.now_s()).sequence


def _kind(group: str) -> str:
    return f"kind:{group}"


def _members(group: str) -> str:
    return f"members:{group}"


def _joins(group: str) -> str:
    return f"joins:{group}"


def _chats(user: str) -> str:
    return f"chats:{user}"
