"""The step from the lesson's graph to half a billion users: the same arithmetic on a law instead of a list of users."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from course.errors import CourseError
from course.estimates import Quantity, fan_out, quantity, sourced
from course.estimates.worksheet import Worksheet
from course.systems.news_feed.profile import CELEBRITIES, Authors, Profile, Readers

USERS, FOLLOWS_EACH = 500e6, 200.0  # claims feed.d67.dau and feed.d67.follows
POSTS_PER_DAY, FOLLOWERS_EACH = 500e6, 200.0  # claims feed.cs.tweets-per-day and feed.cs.fanout-normal
THRESHOLDS = tuple(float(step * 10**power) for power in range(1, 9) for step in (1, 2, 5))
BUCKETS_PER_DECADE = 12


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure, as deliveries per second, so that it stands on the same axis as ours."""

    label: str
    deliveries: Quantity
    source: str


def scaled_profile(
    users: float = USERS,
    follows_each: float = FOLLOWS_EACH,
    *,
    posts_each: float = 1.0,
    reads_each: float | None = None,
    posts_grow_with_followers: float = 0.0,
    most_posts_per_day: float = 20.0,
) -> Profile:
    """A network of any size whose follower counts follow the published power law, as authors in some hundred groups.

    It assumes: all users read every day, each as often as all others; each follows alike; an author posts in proportion
    to followers to the power of ``posts_grow_with_followers`` (0: all post equally often, as published estimates have
    it), and nobody more than ``most_posts_per_day``. Cost: 1 ms.

    Raises:
        CourseError: there are fewer than 1,000 users, or nobody follows anybody.
    """
    if users < 1_000 or follows_each <= 0:
        raise CourseError(f"The law needs 1,000 users and some follows; you gave {users:,.0f} and {follows_each:g}.")
    reads_each = sourced("feed-reads-per-user").value if reads_each is None else reads_each
    slope = 1 / (sourced("follower-exponent").value - 1)
    ranks = [1.0]
    while ranks[-1] < users:
        ranks.append(min(users, max(ranks[-1] + 1, ranks[-1] * 10 ** (1 / BUCKETS_PER_DECADE))))
    areas = [_area(low, high, slope) for low, high in pairwise(ranks)]
    scale = users * follows_each / sum(areas)
    groups = []
    for low, high, area in zip(ranks[:-1], ranks[1:], areas, strict=True):
        count = high - low
        followers = scale * area / count
        groups.append((followers, count, followers**posts_grow_with_followers, low <= CELEBRITIES * users))
    per_weight = posts_each * users / sum(count * weight for _, count, weight, _ in groups)
    authors = []
    for followers, count, weight, celebrity in reversed(groups):
        posts = min(most_posts_per_day, per_weight * weight) * count
        copies = posts * followers
        authors.append(
            Authors(followers, count, posts, copies, copies * followers, count * followers * reads_each, celebrity)
        )
    return Profile(users, tuple(authors), (_average_reader(users, reads_each, authors),))


def _average_reader(users: float, reads_each: float, authors: list[Authors]) -> Readers:
    followed = posts = celebrity = 0.0
    ladder = []
    for each in authors:
        followed += each.count * each.followers / users
        posts += each.copies / users
        celebrity += each.copies / users if each.celebrity else 0.0
        ladder.append((each.followers, followed, posts, celebrity))
    return Readers(users, reads_each, *zip(*ladder, strict=True))


def _area(low: float, high: float, slope: float) -> float:
    """The sum of rank to the power of -slope over the ranks of one group, as an integral."""
    return float((high ** (1 - slope) - low ** (1 - slope)) / (1 - slope))


def note_loads(sheet: Worksheet, brief: Mapping[str, float]) -> Worksheet:
    """Write the four lines of a feed's estimate: posts, page reads, copies, and the memory of all feeds."""
    users = quantity(brief["users"], "users")
    posts = users * quantity(brief["posts_each"], "posts/user/day")
    reads = users * quantity(brief["reads_each"], "reads/user/day")
    feed = quantity(brief["entries"] * brief["entry_bytes"], "B/user")
    sheet.note("estimate", "posts", posts.per("s"))
    sheet.note("estimate", "reads", reads.per("s"))
    sheet.note("estimate", "copies", (posts * quantity(brief["followers_each"], "copies/post")).per("s"))
    sheet.note("estimate", "memory", users * feed)
    return sheet


def published() -> tuple[Published, ...]:
    """What has been published on fan-out, as deliveries per second."""
    tweets = sourced("twitter-tweets").quantity
    largest, minutes = sourced("twitter-most-followers"), sourced("twitter-slowest-delivery")
    return (
        Published(
            "6 K posts/s, to ten each", fan_out(sourced("twitter-writes").quantity, 10), "an estimate often seen"
        ),
        Published("31 M followers in 5 min", (largest.quantity / minutes.quantity).called("deliveries"), largest.who),
        Published("400 M posts/day, to 75 each", fan_out(tweets, 75).per("s"), "Twitter"),
        Published("30 G deliveries/day", sourced("twitter-deliveries").quantity.per("s"), "Twitter"),
        Published(
            "500 M posts/day, to 200 each",
            fan_out(quantity(POSTS_PER_DAY, "posts/day"), FOLLOWERS_EACH).per("s"),
            "an estimate often seen",
        ),
    )


def delivery_time(followers: float, deliveries_per_s: float) -> Quantity:
    """How long one post of this author keeps a worker busy: 10,000 followers at 100,000 commands/s, two each: 0.2 s."""
    return (quantity(followers, "deliveries") / quantity(deliveries_per_s, "deliveries/s")).to("s")
