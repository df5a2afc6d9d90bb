"""How each of the ten systems turns its inputs into loads and bytes. Numbers without a claim's id are assumptions."""

from course.estimates.capacity import cache_memory, fan_out, stored
from course.estimates.plans import OPERATIONS_PER_STORE, REQUESTS_PER_SERVER, Demand, Need
from course.estimates.quantity import quantity
from course.estimates.registry import sourced

COPIES = 3
HIT_RATIO = 0.8  # claim url-short.ru1.cache-hit-rate
NOTHING = quantity(0, "B")
VIDEO_PEAK_FACTOR = 2
YEAR = quantity(1, "year")


def shortener_need(links_per_day: float, reads_per_link: float, years: float) -> Need:
    """Links written, redirects read through a cache."""
    links, record, keep = quantity(links_per_day, "links/day"), quantity(500, "B/link"), quantity(years, "years")
    redirects = links * quantity(reads_per_link, "redirects/link")
    operations = redirects.called("operations") * (2 - HIT_RATIO) + links.called("operations")
    return Need(
        loads=(
            Demand("API requests", redirects.called("requests") + links.called("requests"), REQUESTS_PER_SERVER),
            Demand("cache operations", operations, OPERATIONS_PER_STORE),
        ),
        bytes_out=redirects * quantity(500, "B/redirect"),
        bytes_in=links * record,
        stored=stored(links, record, keep, copies=COPIES),
        memory=cache_memory(HIT_RATIO, links * keep, record),
    )


def feed_need(posts_per_day: float, followers: float, readers: float) -> Need:
    """Each post copied into the timeline of every follower."""
    posts, views = quantity(posts_per_day, "posts/day"), quantity(10 * readers, "views/day")  # feed.cs.reads-per-user
    entries = quantity(readers, "users") * quantity(800, "entries/user")  # feed.cs.timeline-cap
    return Need(
        loads=(
            Demand("deliveries", fan_out(posts, followers), OPERATIONS_PER_STORE),
            Demand("feed views", views, REQUESTS_PER_SERVER),
            Demand("posts", posts, REQUESTS_PER_SERVER),
        ),
        bytes_out=views * quantity(20 * 500, "B/view"),  # feed.cs.page-limit, feed.cs.tweet-size
        bytes_in=posts * quantity(500, "B/post"),
        stored=stored(posts, quantity(500, "B/post"), YEAR, copies=COPIES),
        memory=entries * quantity(sourced("redis-feed-entry").value, "B/entry"),
    )


def chat_need(active_users: float, messages_per_user: float, receivers: float) -> Need:
    """Messages, their copies, and the heartbeats of open connections."""
    users = quantity(active_users, "users")
    messages = users * quantity(messages_per_user, "messages/user/day")
    connections = users * quantity(0.1, "connections/user")  # chat.d67.concurrency
    size = quantity(100, "B/message")  # chat.cs.msg-size
    deliveries = fan_out(messages, receivers)
    return Need(
        loads=(
            Demand("deliveries", deliveries, OPERATIONS_PER_STORE),
            Demand("messages", messages, REQUESTS_PER_SERVER),
            Demand(
                "heartbeats",
                connections * quantity(1 / 30, "heartbeats/connection/s"),
                OPERATIONS_PER_STORE,
                steady=True,
            ),
        ),
        bytes_out=deliveries * quantity(100, "B/delivery"),
        bytes_in=messages * size,
        stored=stored(messages, size, YEAR, copies=COPIES),
        memory=connections * quantity(100, "B/connection"),
        connections=connections,
    )


def rides_need(drivers: float, seconds_between_pings: float, searches_per_s: float) -> Need:
    """Positions that come whether anybody wants a ride or not."""
    pings = quantity(drivers, "drivers") * quantity(1 / seconds_between_pings, "pings/driver/s")
    searches = quantity(searches_per_s, "searches/s")
    return Need(
        loads=(
            Demand("location pings", pings, OPERATIONS_PER_STORE, steady=True),
            Demand("searches", searches, OPERATIONS_PER_STORE / 10),  # one search reads about ten cells
        ),
        bytes_out=searches * quantity(1_000, "B/search"),
        bytes_in=pings * quantity(100, "B/ping"),
        stored=stored(pings, quantity(50, "B/ping"), quantity(30, "days"), copies=COPIES),
        memory=quantity(drivers, "drivers") * quantity(200, "B/driver"),
        connections=quantity(drivers, "connections"),
    )


def video_need(viewers: float, mbit_per_s: float, titles: float) -> Need:
    """Few requests, and very many bytes."""
    watching = quantity(viewers / VIDEO_PEAK_FACTOR, "viewers")  # on average; the input counts those of the peak
    segments = watching * quantity(1 / 4, "segments/viewer/s")  # stream.cs.segment-duration
    library = quantity(titles, "titles") * quantity(
        41.85, "GB/title"
    )  # two hours in the seven renditions of the ladder
    return Need(
        loads=(Demand("segment requests", segments, REQUESTS_PER_SERVER),),
        bytes_out=(watching * quantity(mbit_per_s, "Mbit/s/viewer")).to("B/s"),
        bytes_in=library / quantity(5, "years"),
        stored=library * COPIES,
        memory=NOTHING,
    )


def files_need(users: float, gb_per_user: float, changed_mb_per_day: float) -> Need:
    """Changed chunks up, and down to the other devices."""
    chunk = quantity(4, "MB/chunk")  # file.ia.chunk-size
    uploads = quantity(users, "users") * quantity(changed_mb_per_day, "MB/user/day")
    return Need(
        loads=(
            Demand("chunk uploads", uploads / chunk, 1_000),
            Demand("look-ups", (2 * uploads / chunk).called("look-ups"), OPERATIONS_PER_STORE),
        ),
        bytes_out=uploads * 2,  # to two other devices
        bytes_in=uploads,
        stored=quantity(users, "users") * quantity(gb_per_user, "GB/user") * COPIES,
        memory=NOTHING,
    )


def notifications_need(users: float, per_user_per_day: float, burst_minutes: float) -> Need:
    """A quiet day, and one message that all must have soon."""
    daily = quantity(users, "users") * quantity(per_user_per_day, "notifications/user/day")
    burst = quantity(users, "notifications") / quantity(burst_minutes, "min")
    size = quantity(300, "B/notification")
    return Need(
        loads=(
            Demand("one message to everybody", burst.per("s").called("sends"), 1_000),
            Demand("notifications", daily, 1_000),
        ),
        bytes_out=daily * size,
        bytes_in=daily * size,
        stored=stored(daily, size, quantity(30, "days"), copies=COPIES),
        memory=NOTHING,
    )


def autocomplete_need(searches_per_s: float, keystrokes: float, phrases: float) -> Need:
    """One query for every key pressed."""
    searches = quantity(searches_per_s, "queries/s")
    prefixes = searches * keystrokes
    return Need(
        loads=(
            Demand("prefix queries", prefixes, REQUESTS_PER_SERVER / 4),
            Demand("searches counted", searches.called("counts"), OPERATIONS_PER_STORE),
        ),
        bytes_out=prefixes * quantity(500, "B/query"),
        bytes_in=prefixes * quantity(50, "B/query"),
        stored=stored(searches, quantity(50, "B/query"), quantity(30, "days"), copies=COPIES),
        memory=quantity(phrases, "phrases") * quantity(200, "B/phrase"),
    )


def platform_need(active_users: float, posts_per_day: float, views_per_user: float) -> Need:
    """Posts, deliveries, and the pictures that each view loads."""
    posts = quantity(posts_per_day, "posts/day")
    views = quantity(active_users, "users") * quantity(views_per_user, "views/user/day")
    media = 0.20 * 200e3 + 0.05 * 5e6  # bytes a post: social.smp.image-share, -size, video-share, -size
    return Need(
        loads=(
            Demand("deliveries", fan_out(posts, 200), OPERATIONS_PER_STORE),  # social.smp.follows
            Demand("feed views", views, REQUESTS_PER_SERVER),
            Demand("posts", posts, REQUESTS_PER_SERVER),
        ),
        bytes_out=views * quantity(20 * media, "B/view"),
        bytes_in=posts * quantity(media, "B/post"),
        stored=stored(posts, quantity(media + 400, "B/post"), YEAR, copies=COPIES),
        memory=quantity(active_users, "users") * quantity(sourced("redis-feed-of-ids").value, "B/user"),
    )


def blank_need(users: float, actions_per_user: float, bytes_per_action: float) -> Need:
    """Users who do something of some size."""
    actions = quantity(users, "users") * quantity(actions_per_user, "actions/user/day")
    size = quantity(bytes_per_action, "B/action")
    kept = stored(actions, size, YEAR, copies=COPIES)
    return Need((Demand("actions", actions, REQUESTS_PER_SERVER),), actions * size, actions * size, kept, NOTHING)
