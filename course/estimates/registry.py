"""Every number that a lesson takes from outside, with its source and year.

A lesson cites a number from here or measures its own; it never prints a bare one. A rule of ``tests/notebooks`` finds
sentences that name one of these sources beside a number that no cell cites.
"""

from dataclasses import dataclass

from course.errors import CourseError
from course.estimates.quantity import Quantity, quantity


@dataclass(frozen=True, slots=True)
class SourcedNumber:
    """A figure and where it comes from. ``assumption`` marks what a brief sets and nobody measured.

    ``source`` begins with whoever answers for the number, up to the first comma.
    """

    name: str
    value: float
    unit: str
    source: str
    year: int
    assumption: bool = False

    def __str__(self) -> str:
        kind = "assumption" if self.assumption else "reported"
        return f"{self.value:,.10g} {self.unit} ({kind}: {self.source}, {self.year})"

    @property
    def who(self) -> str:
        """Who answers for it: the source up to its first comma."""
        return self.source.split(",")[0]

    @property
    def quantity(self) -> Quantity:
        """The number with its unit, ready to be calculated with."""
        return quantity(self.value, self.unit)


BRIEF = "the brief of this lesson"
ROUND = "a round figure of this workbook, ask your provider for theirs"
MEASURED = "the authors of this workbook, measured on Redis 7.0.15"
TWITTER = "Twitter, R. Krikorian, 'Timelines at Scale', QCon"
KWAK = "H. Kwak et al., 'What is Twitter, a Social Network or a News Media?', WWW"
GABIELKOV = "M. Gabielkov et al., 'Studying Social Networks at Scale', SIGMETRICS"
MEMCACHE = "Facebook, R. Nishtala et al., 'Scaling Memcache at Facebook', NSDI"
LADDER = "Netflix, technology blog, 'Per-Title Encode Optimization'"
CLOUDFLARE = "Cloudflare, 'How we built rate limiting capable of scaling to millions of domains'"
WORKBOOK = "Google, 'The Site Reliability Workbook', chapter 5"
ZIPF = "P. Cao, L. Breslau et al., 'On the Implications of Zipf's Law for Web Caching'"
DEAN = "J. Dean, 'Building Software Systems at Google and Lessons Learned', Stanford"
PLAN = "a capacity plan often copied"

NUMBERS = (
    SourcedNumber("links-per-day", 100e6, "links/day", BRIEF, 2026, assumption=True),
    SourcedNumber("reads-per-link", 100, "redirects/link", BRIEF, 2026, assumption=True),
    SourcedNumber("link-record", 500, "B", BRIEF, 2026, assumption=True),
    SourcedNumber("link-retention", 5, "years", BRIEF, 2026, assumption=True),
    SourcedNumber("peak-factor", 3, "x", BRIEF, 2026, assumption=True),
    SourcedNumber("redirect-deadline", 0.1, "s", BRIEF, 2026, assumption=True),
    SourcedNumber("plan-peak-factor", 10, "x", PLAN, 2026, assumption=True),
    SourcedNumber("plan-hit-ratio", 80, "%", PLAN, 2026, assumption=True),
    SourcedNumber("plan-api-server", 80_000, "requests/s", PLAN, 2026, assumption=True),
    SourcedNumber("plan-redis-node", 100_000, "operations/s", PLAN, 2026, assumption=True),
    SourcedNumber("plan-replica-reads", 100_000, "reads/s", PLAN, 2026, assumption=True),
    SourcedNumber("plan-primary-reads", 50_000, "reads/s", PLAN, 2026, assumption=True),
    SourcedNumber("plan-primary-writes", 10_000, "writes/s", PLAN, 2026, assumption=True),
    SourcedNumber("plan-utilisation", 70, "%", PLAN, 2026, assumption=True),
    SourcedNumber("edge-hit-ratio", 50, "%", BRIEF, 2026, assumption=True),
    SourcedNumber("browser-redirects", 20, "redirects", "WHATWG, Fetch Standard, HTTP-redirect fetch", 2025),
    SourcedNumber("cdn-keeps-404", 180, "s", "Cloudflare, documentation, default edge cache TTL of 404 and 410", 2025),
    SourcedNumber("bitly-clicks", 6e9, "clicks/month", "Bitly, engineering talk", 2014),
    # a social network
    SourcedNumber("twitter-users", 150e6, "users", TWITTER, 2013),
    SourcedNumber("twitter-timeline-reads", 300e3, "reads/s", TWITTER, 2013),
    SourcedNumber("twitter-writes", 6e3, "tweets/s", TWITTER, 2013),
    SourcedNumber("twitter-tweets", 400e6, "tweets/day", TWITTER, 2013),
    SourcedNumber("twitter-deliveries", 30e9, "deliveries/day", TWITTER, 2013),
    SourcedNumber("twitter-most-followers", 31e6, "followers", TWITTER, 2013),
    SourcedNumber("twitter-slowest-delivery", 5, "min", TWITTER, 2013),
    SourcedNumber("twitter-delivery-goal", 5, "s", TWITTER, 2013),
    SourcedNumber("twitter-fanout-batch", 4e3, "followers", TWITTER, 2013),
    SourcedNumber("follower-exponent", 2.276, "x", KWAK, 2010),
    SourcedNumber("twitter-users-2009", 41.7e6, "users", KWAK, 2010),
    SourcedNumber("twitter-follows-2009", 1.47e9, "follows", KWAK, 2010),
    SourcedNumber("twitter-users-2012", 505e6, "users", GABIELKOV, 2014),
    SourcedNumber("twitter-follows-2012", 23e9, "follows", GABIELKOV, 2014),
    SourcedNumber("feed-reads-per-user", 10, "reads/user/day", BRIEF, 2026, assumption=True),
    SourcedNumber("facebook-hot-key-without-leases", 17e3, "queries/s", MEMCACHE, 2013),
    SourcedNumber("facebook-hot-key-with-leases", 1.3e3, "queries/s", MEMCACHE, 2013),
    SourcedNumber("facebook-tao-reads", 1e9, "reads/s", "Facebook, N. Bronson et al., 'TAO', USENIX ATC", 2013),
    SourcedNumber("whatsapp-connections", 2_277_845, "connections", "WhatsApp, blog, '1 million is so 2011'", 2012),
    # video
    *(
        SourcedNumber(f"netflix-rung-{number}", rate, "kbit/s", LADDER, 2015)
        for number, rate in enumerate((235, 375, 560, 750, 1050, 1750, 2350, 3000, 4300, 5800), start=1)
    ),
    SourcedNumber("netflix-hours", 125e6, "h/day", "Netflix, on Open Connect", 2016),
    SourcedNumber("bba-fewer-rebuffers-least", 10, "%", "T.-Y. Huang et al., SIGCOMM", 2014),
    SourcedNumber("bba-fewer-rebuffers-most", 20, "%", "T.-Y. Huang et al., SIGCOMM", 2014),
    # parts
    SourcedNumber("cloudflare-wrongly-judged", 0.003, "%", CLOUDFLARE, 2017),
    SourcedNumber("cloudflare-requests-judged", 400e6, "requests", CLOUDFLARE, 2017),
    SourcedNumber("fastcdc-over-rabin", 10, "x", "W. Xia et al., 'FastCDC', USENIX ATC", 2016),
    SourcedNumber("fastcdc-over-gear", 3, "x", "W. Xia et al., 'FastCDC', USENIX ATC", 2016),
    SourcedNumber("hyperloglog-error", 1.04, "x", "P. Flajolet et al., 'HyperLogLog', AofA", 2007),
    SourcedNumber("zipf-exponent-proxy", 0.67, "x", ZIPF, 1998),
    SourcedNumber("zipf-exponent-department", 0.97, "x", ZIPF, 1998),
    SourcedNumber("burn-rate", 14.4, "x", WORKBOOK, 2018),
    SourcedNumber("burn-window", 1, "h", WORKBOOK, 2018),
    SourcedNumber("burn-short-window", 5, "min", WORKBOOK, 2018),
    SourcedNumber("burn-budget", 2, "%", WORKBOOK, 2018),
    # bytes, measured: 1,000 sorted sets of 800 ids, and what else is kept for one user
    SourcedNumber("redis-feed-entry", 128.67062, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-ids", 102_936, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-json", 1_031_410, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-1", 147, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-127", 2_687, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-128", 19_008, "B", MEASURED, 2026),
    SourcedNumber("redis-feed-of-800", 102_980, "B", MEASURED, 2026),
    # processor time of the server (22.redis-work): a copy in a pipeline, a list asked for alone; and of the client
    SourcedNumber("redis-delivery", 2.28, "µs", MEASURED, 2026),
    SourcedNumber("redis-list-read", 7.03, "µs", MEASURED, 2026),
    SourcedNumber("list-merged-in-python", 4.72, "µs", MEASURED, 2026),
    SourcedNumber("redis-link-in-two-keys", 1_066, "B", MEASURED, 2026),
    SourcedNumber("redis-token-bucket", 152, "B", MEASURED, 2026),
    SourcedNumber("redis-sliding-log", 118_376, "B", MEASURED, 2026),
    # how long things take
    SourcedNumber("latency-l1-cache", 0.5, "ns", DEAN, 2010),
    SourcedNumber("latency-branch-mispredicted", 5, "ns", DEAN, 2010),
    SourcedNumber("latency-l2-cache", 7, "ns", DEAN, 2010),
    SourcedNumber("latency-mutex", 25, "ns", DEAN, 2010),
    SourcedNumber("latency-main-memory", 100, "ns", DEAN, 2010),
    SourcedNumber("latency-compress-1-kb", 3_000, "ns", DEAN, 2010),
    SourcedNumber("latency-send-2-kb-over-1-gbit", 20_000, "ns", DEAN, 2010),
    SourcedNumber("latency-read-1-mb-memory", 250_000, "ns", DEAN, 2010),
    SourcedNumber("latency-round-trip-data-centre", 500_000, "ns", DEAN, 2010),
    SourcedNumber("latency-disk-seek", 10e6, "ns", DEAN, 2010),
    SourcedNumber("latency-read-1-mb-disk", 20e6, "ns", DEAN, 2010),
    SourcedNumber("latency-california-netherlands-and-back", 150e6, "ns", DEAN, 2010),
    # money
    SourcedNumber("price-server", 200, "USD/server/month", ROUND, 2026, assumption=True),
    SourcedNumber("price-storage", 0.02, "USD/GB/month", ROUND, 2026, assumption=True),
    SourcedNumber("worth-click", 0.0001, "USD/click", "the brief of lesson 01a", 2026, assumption=True),
    SourcedNumber("price-egress", 0.05, "USD/GB", ROUND, 2026, assumption=True),
)


def sourced(name: str) -> SourcedNumber:
    """The registered number of this name.

    Raises:
        CourseError: nothing is registered under the name.
    """
    for number in NUMBERS:
        if number.name == name:
            return number
    raise CourseError(f"No sourced number is called {name!r}. Add it to course/estimates/registry.py with its source.")


def latency_numbers() -> tuple[SourcedNumber, ...]:
    """The published table of how long things take, from the fastest to the slowest."""
    return tuple(number for number in NUMBERS if number.name.startswith("latency-"))
