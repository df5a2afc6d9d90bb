"""The one table of lessons: README, index, builds and tests read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Lesson:
    """One notebook: a core (``20``) or one of its dives (``20a``)."""

    number: str
    slug: str
    title: str
    minutes: int
    summary: str

    @property
    def stem(self) -> str:
        """The name of its files, without suffix: ``20-url-shortener``."""
        return f"{self.number}-{self.slug}"

    @property
    def name(self) -> str:
        """What we call it: ``20 · A URL shortener``."""
        return f"{self.number} · {self.title}"

    @property
    def core(self) -> str:
        """The number of the lesson that a dive deepens; a core's own number."""
        return self.number[:2]


LESSONS = (
    Lesson(
        number="00",
        slug="start-here",
        title="Start here",
        minutes=12,
        summary="A first cell run, a first service broken and mended, a first check passed and one failed.",
    ),
    Lesson(
        number="00a",
        slug="just-enough-redis",
        title="Just enough Redis",
        minutes=10,
        summary="Names and values that live in memory, lifetimes, counters, and a write that happens only once.",
    ),
    Lesson(
        number="00b",
        slug="just-enough-sql",
        title="Just enough SQL",
        minutes=10,
        summary="Tables that refuse a second owner, questions about many rows, and why batches are fast.",
    ),
    Lesson(
        number="00c",
        slug="just-enough-async",
        title="Just enough async",
        minutes=10,
        summary="Many who wait in one thread, what stops them all, and the race that remains.",
    ),
    Lesson(
        number="01",
        slug="estimates",
        title="Estimates that run",
        minutes=50,
        summary="Rates, storage, machines: worked out loud, tested against what runs, "
        "with the one load that dominates.",
    ),
    Lesson(
        number="01a",
        slug="estimates-slips",
        title="Find the slip",
        minutes=40,
        summary="Published figures recomputed: a month for a day, hex for base 62, a cache in front of the wrong tier.",
    ),
    Lesson(
        number="20",
        slug="url-shortener",
        title="A URL shortener",
        minutes=60,
        summary="Codes that do not collide and cannot be walked, a cache that forgets in time, a stampede stopped.",
    ),
    Lesson(
        number="20a",
        slug="url-shortener-codes",
        title="Seven ways to make a code",
        minutes=48,
        summary="Hashes, counters, leases, key pools, Snowflake and a keyed permutation, compared by your own numbers.",
    ),
    Lesson(
        number="20b",
        slug="url-shortener-shards",
        title="Shards and capacity",
        minutes=44,
        summary="A hash ring that moves few keys, a replica that dies, and how many machines each tier needs.",
    ),
    Lesson(
        number="20c",
        slug="url-shortener-clicks",
        title="Counting clicks",
        minutes=44,
        summary="A click log and a consumer that crashes at the worst moment, loses nothing and counts nothing twice.",
    ),
    Lesson(
        number="20d",
        slug="url-shortener-http",
        title="The shortener on the open internet",
        minutes=47,
        summary="An API that says what happened, addresses that must be refused, and what still works without a store.",
    ),
    Lesson(
        number="22",
        slug="news-feed",
        title="A news feed",
        minutes=60,
        summary="Push, pull, and where to change over: a measured threshold, pages that do not repeat, workers that "
        "may die.",
    ),
    Lesson(
        number="22a",
        slug="news-feed-pages",
        title="Page two",
        minutes=45,
        summary="A list that moves under its reader: a cursor that neither skips nor repeats, and pages of a ranking.",
    ),
    Lesson(
        number="22b",
        slug="news-feed-worker",
        title="The worker, and what changes",
        minutes=40,
        summary="One post for a million followers, by workers that die while people follow, leave, block and delete.",
    ),
    Lesson(
        number="22c",
        slug="news-feed-storage",
        title="Where a feed lives",
        minutes=40,
        summary="What one line costs in Redis, feeds that are lost or left, and which machine answers which question.",
    ),
    Lesson(
        number="23",
        slug="chat",
        title="A chat",
        minutes=60,
        summary="Stored before it is acknowledged, delivered until it is confirmed, shown once, through crashes.",
    ),
    Lesson(
        number="23a",
        slug="chat-presence",
        title="Who is there?",
        minutes=50,
        summary="Keys that lie about who is online, sockets that delete each other, and phones that all come back.",
    ),
    Lesson(
        number="23b",
        slug="chat-groups",
        title="Many in one room",
        minutes=48,
        summary="A limit that holds, one order for all, and what a thousand members cost a sender and a store.",
    ),
    Lesson(
        number="23c",
        slug="chat-history",
        title="Scroll up",
        minutes=50,
        summary="What names and counts a message, pages of years of talk, who may read them, how a phone comes back.",
    ),
    Lesson(
        number="24",
        slug="end-to-end-encryption",
        title="End-to-end encryption",
        minutes=60,
        summary="A phone is copied: which messages open, with one key, with a chain, with a ratchet that both turn.",
    ),
    Lesson(
        number="24a",
        slug="end-to-end-encryption-x3dh",
        title="X3DH by hand",
        minutes=50,
        summary="Four agreements, made on both sides: who gets in without one of them, and what no signature shows.",
    ),
    Lesson(
        number="24b",
        slug="end-to-end-encryption-late-keys",
        title="Lost and late keys",
        minutes=40,
        summary="Messages come late, twice, forged or never: which keys wait, for how long, and what a thief finds.",
    ),
    Lesson(
        number="24c",
        slug="end-to-end-encryption-chat",
        title="The joined chat",
        minutes=36,
        summary="Lesson 23's chat carries lesson 24's ciphertext: what the server still finds, "
        "bells that tell nothing, and copies that come twice.",
    ),
    Lesson(
        number="25",
        slug="nearby-drivers",
        title="Nearby drivers",
        minutes=60,
        summary="A map that is written far more often than it is read, and circles on a round Earth.",
    ),
    Lesson(
        number="25a",
        slug="nearby-drivers-indexes",
        title="Rival indexes",
        minutes=50,
        summary="Cells with names, a map that never shrinks, and one table: what each index costs, and when each wins.",
    ),
    Lesson(
        number="25b",
        slug="nearby-drivers-service",
        title="A live map",
        minutes=40,
        summary="Cars that are gone and cars that are hidden: silent phones, borders, a crowd, and a dead server.",
    ),
    Lesson(
        number="26",
        slug="ride-matching",
        title="Riders and cars",
        minutes=60,
        summary="Claims with an owner and an expiry, offers in parallel, roads for straight lines, batches for greed.",
    ),
    Lesson(
        number="26a",
        slug="ride-matching-money",
        title="Money and surge",
        minutes=50,
        summary="Bills that add up, prices that follow riders and cars, what they do to both, and money taken once.",
    ),
    Lesson(
        number="26b",
        slug="ride-matching-roads",
        title="Roads and trip states",
        minutes=45,
        summary="A quickest way through traffic that changes while you drive, and a trip that knows whose word counts.",
    ),
)


PATH = ("00", "01", "20", "25", "22", "26", "23", "24")
"""The cores in the order in which they build on each other; then the dives, by interest."""


def role(lesson: Lesson) -> str:
    """What it is on the path, for a table: its place there, or that it is a primer, a dive or a core beside it."""
    if lesson.number in PATH:
        return f"path, {PATH.index(lesson.number) + 1}"
    if lesson.number == lesson.core:
        return "beside it"
    return "primer" if lesson.core == PATH[0] else "dive"


def table(lessons: Iterable[Lesson], *, linked: bool = False) -> str:
    """A README's table in Markdown, the path in words above it; ``linked`` to the notebooks."""
    rows = (
        f"| {lesson.number} | {f'[{lesson.title}](notebooks/{lesson.stem}.ipynb)' if linked else lesson.title} | "
        f"{lesson.minutes} | {role(lesson)} | {lesson.summary} |"
        for lesson in lessons
    )
    head = "| no. | lesson | minutes | part | what you will have done |", "|---|---|---|---|---|"
    return "\n".join([path_in_words(), "", *head, *rows])


def path_in_words() -> str:
    """In which order the lessons are taken, and how long they take."""
    on_path = sum(lesson.minutes for lesson in LESSONS if lesson.number in PATH)
    return (
        f"The table is sorted by number; the path goes {', '.join(PATH)}, in {on_path / 60:.0f} hours. A dive goes "
        "deeper into the lesson of its number; a primer is for those to whom its subject is new. All together take "
        f"{sum(lesson.minutes for lesson in LESSONS) / 60:.0f} hours. Missing numbers are free for later lessons."
    )


def place_on_path(lesson: Lesson) -> tuple[int, str]:
    """A key to sort by: families as on the path, a core before its dives; what is on no path comes last."""
    return PATH.index(lesson.core) if lesson.core in PATH else len(PATH), lesson.number


def find_lesson(number: str) -> Lesson:
    """The lesson with this number.

    Raises:
        CourseError: no lesson has it.
    """
    for lesson in LESSONS:
        if lesson.number == number:
            return lesson
    known = ", ".join(lesson.number for lesson in LESSONS)
    raise CourseError(f"There is no lesson {number!r}. Choose one of: {known}.")
