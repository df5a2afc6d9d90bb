"""Ten systems to estimate, each with the two or three inputs that decide, and what a published design says.

Inputs begin where the published design begins; numbers without a claim's id are assumptions of this workbook.
"""

from course.errors import CourseError
from course.estimates import plan_needs
from course.estimates.plan_needs import VIDEO_PEAK_FACTOR
from course.estimates.plans import Input, Plan, Published, System, plan

SYSTEMS = (
    System(
        "shortener",
        "URL shortener",
        (
            Input("links_per_day", "Links a day", "links/day", 100e6, 1e5, 1e10, unsure=3),
            Input("reads_per_link", "Redirects a link", "redirects/link", 100, 1, 10_000, unsure=3),
            Input("years", "Years kept", "years", 5, 1, 50, unsure=1.5),
        ),
        10,  # url-short.ru1.peak-factor
        plan_needs.shortener_need,
        Published(
            "url-short.ru1.servers-with-cache",
            "servers for API requests",
            "It sends only the cache's misses to the API. The API itself asks the cache, so every request passes it.",
        ),
    ),
    System(
        "feed",
        "News feed",
        (
            Input("posts_per_day", "Posts a day", "posts/day", 500e6, 1e5, 1e10, unsure=2),
            Input("followers", "Followers of an author", "followers", 200, 1, 1e5, unsure=4),
            Input("readers", "Daily readers", "users", 100e6, 1e5, 1e10, unsure=1.5),
        ),
        2,  # social.smp.peak-factor
        plan_needs.feed_need,
        Published(
            "feed.d67.posts-per-hour",
            "posts",
            "It plans for a million posts an hour; the other documents' 500 million a day are 21 times as many.",
        ),
    ),
    System(
        "chat",
        "Chat",
        (
            Input("active_users", "Daily users", "users", 500e6, 1e5, 1e10, unsure=1.5),
            Input("messages_per_user", "Messages a user a day", "messages/user/day", 100, 1, 1_000, unsure=3),
            Input("receivers", "Receivers of a message", "receivers", 10, 1, 1_000, unsure=3),
        ),
        5,  # chat.ru1.peak-factor
        plan_needs.chat_need,
        Published(
            "chat.cs.connections",
            "connections",
            "It takes each user of the day as connected at once. If one in ten is, there are ten times fewer.",
        ),
    ),
    System(
        "rides",
        "Ride hailing",
        (
            Input("drivers", "Drivers at work", "drivers", 1e6, 1e3, 1e8, unsure=3),
            Input("seconds_between_pings", "Seconds between pings", "s", 4, 1, 60, unsure=2),
            Input("searches_per_s", "Searches a second", "searches/s", 5_000, 10, 1e6, unsure=3),
        ),
        2,
        plan_needs.rides_need,
        Published(
            "ride.cs.scale", None, "It says 'millions of users' and estimates nothing. The pings come uninvited."
        ),
    ),
    System(
        "video",
        "Video streaming",
        (
            Input("viewers", "Viewers at once", "viewers", 1e6, 1e3, 1e9, unsure=3),
            Input("mbit_per_s", "Mbit/s a viewer", "Mbit/s/viewer", 5, 0.2, 50, unsure=2),
            Input("titles", "Titles of two hours", "titles", 10_000, 100, 1e7, unsure=2),
        ),
        VIDEO_PEAK_FACTOR,
        plan_needs.video_need,
        Published(
            "stream.cs.viewers", None, "It says 'millions of viewers' and estimates nothing: neither lines nor disks."
        ),
    ),
    System(
        "files",
        "File storage",
        (
            Input("users", "Users", "users", 10e6, 1e4, 1e10, unsure=2),
            Input("gb_per_user", "GB a user", "GB/user", 10, 0.1, 1_000, unsure=3),
            Input("changed_mb_per_day", "MB changed a day", "MB/user/day", 20, 0.1, 10_000, unsure=4),
        ),
        3,
        plan_needs.files_need,
        Published("file.ia.chunks", None, "25 chunks is right, until one byte is put in front: then all 26 are new."),
    ),
    System(
        "notifications",
        "Notifications",
        (
            Input("users", "Users", "users", 1e6, 1e4, 1e10, unsure=2),
            Input("per_user_per_day", "Notifications a user a day", "notifications/user/day", 5, 0.1, 100, unsure=3),
            Input("burst_minutes", "Minutes to reach everybody", "min", 10, 0.5, 1_000, unsure=2),
        ),
        1,  # the burst is the peak
        plan_needs.notifications_need,
        Published("notif.d67.users", None, "It counts users and no messages; nobody asks how fast all must hear."),
    ),
    System(
        "autocomplete",
        "Search autocomplete",
        (
            Input("searches_per_s", "Searches a second", "queries/s", 10_000, 10, 1e6, unsure=2),
            Input("keystrokes", "Keystrokes asked for a search", "x", 5, 1, 20, unsure=1.5),
            Input("phrases", "Phrases known", "phrases", 100e6, 1e4, 1e10, unsure=3),
        ),
        2,
        plan_needs.autocomplete_need,
        Published("auto.d67.qps", "prefix queries", "If it counts searches, each asks once for every key pressed."),
    ),
    System(
        "platform",
        "Social platform",
        (
            Input("active_users", "Daily users", "users", 500e6, 1e5, 1e10, unsure=1.5),
            Input("posts_per_day", "Posts a day", "posts/day", 500e6, 1e5, 1e10, unsure=3),
            Input("views_per_user", "Feed views a user a day", "views/user/day", 10, 0.5, 500, unsure=3),
        ),
        2,  # social.smp.peak-factor
        plan_needs.platform_need,
        Published(
            "social.smp.millions-posts-per-s",
            "posts",
            "It says millions of posts a second; its own 500 million a day are under six thousand.",
        ),
    ),
    System(
        "blank",
        "Your own system",
        (
            Input("users", "Daily users", "users", 1e6, 10, 1e10),
            Input("actions_per_user", "Actions a user a day", "actions/user/day", 10, 0.1, 10_000),
            Input("bytes_per_action", "Bytes an action", "B/action", 1_000, 1, 1e9),
        ),
        3,
        plan_needs.blank_need,
    ),
)


def find_system(name: str) -> System:
    """The system of this name.

    Raises:
        CourseError: there is none.
    """
    for system in SYSTEMS:
        if system.name == name:
            return system
    raise CourseError(f"There is no system {name!r}. Choose one of: {', '.join(system.name for system in SYSTEMS)}.")


def simulate(system: str = "shortener", first: int = 0, second: int = 0, third: int = 0) -> Plan:
    """Plan a system whose inputs stand so many steps from their starts, three steps to a factor of ten."""
    found = find_system(system)
    steps = zip(found.inputs, (first, second, third), strict=True)
    return plan(found, **{each.name: each.at(step) for each, step in steps})
