"""Which machine am I? A number from Redis, for as long as we keep asking for it, and never shared."""

import secrets

import redis

from course.clock import Clock
from course.errors import CourseError

RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 1
"""
GIVE_BACK = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2])
return redis.call('DEL', KEYS[1])
"""


class LeaseLost(CourseError):
    """Our time with this number is over; somebody else may hold it now."""


class NoMachineFree(CourseError):
    """Every number is held by a server that is alive."""


class MachineLease:
    """Holds the smallest free machine number for ``ttl_s`` at a time.

    The fencing rule: an id is ours to make only if *its own time* lies before the end of our lease; give that time to
    :meth:`check`. Nobody is asked, and however long a server hangs between the check and the id, the id lies before
    the end. ``not_before_ms`` is the last moment at which an earlier holder of the number may have made ids, by that
    holder's clock: start after it, and neither a restart nor two clocks that disagree can repeat an id.

    Cost: a round trip for each number tried, then one a renewal.
    Source: the leases of C. Gray and D. Cheriton, 1989.
    Leaves out: a fail-over of Redis that forgets the lease (etcd and ZooKeeper do not), and a thread that renews.

    Raises:
        NoMachineFree: all numbers are held.
    """

    def __init__(
        self, store: redis.Redis, clock: Clock, *, machines: int = 1_024, ttl_s: float = 30.0, name: str = "machine"
    ) -> None:
        self._store, self._clock, self._ttl_s, self._name = store, clock, ttl_s, name
        self._renew = store.register_script(RENEW)
        self._give_back = store.register_script(GIVE_BACK)
        self._token = secrets.token_hex(8)
        for machine in range(machines):
            if store.set(self._keys(machine)[0], self._token, nx=True, px=round(1000 * ttl_s)):
                break
        else:
            raise NoMachineFree(f"All {machines:,} machine numbers are held. Stop a server, or wait {ttl_s:g} s.")
        self.machine = machine
        self.not_before_ms = int(store.get(self._keys(machine)[1]) or 0)
        self.renew()

    def check(self, at_ms: float) -> None:
        """Return only if an id with this time is ours to make. Raises :class:`LeaseLost`. No round trip.

        Give the time that goes into the id. To look at the clock a second time would be check-then-act.
        """
        if not at_ms < 1_000 * self._ends_s:
            raise LeaseLost(f"Our time with machine number {self.machine} is over. Take a new lease.")

    def renew(self) -> None:
        """Begin another ``ttl_s``; call it several times in each. Raises :class:`LeaseLost`."""
        ends_s = self._clock.now_s() + self._ttl_s  # before we ask: the store's count begins later, so it ends later
        until_ms = max(self.not_before_ms, int(1000 * ends_s))
        if not self._renew(keys=self._keys(self.machine), args=[self._token, round(1000 * self._ttl_s), until_ms]):
            self._ends_s = 0.0
            raise LeaseLost(f"Somebody else may hold machine number {self.machine} now. Take a new lease.")
        self._ends_s = ends_s

    def give_back(self) -> None:
        """End the lease now, so that the next server need not wait."""
        self._ends_s = 0.0
        self._give_back(keys=self._keys(self.machine), args=[self._token, int(1000 * self._clock.now_s())])

    def _keys(self, machine: int) -> list[str]:
        return [f"{self._name}:{machine}", f"{self._name}:{machine}:until-ms"]
