"""Four plans whose every sum is right, what happened to each, and what four tests find in it.

The figures are those of published designs (``datasets/claims``), retold as short chains of lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from course.errors import CourseError
from course.estimates.formula import evaluate
from course.estimates.slips import TESTS, far_apart

NO_TEST = "none yet"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: its words, its sum as a formula of plain numbers, and what is written behind it."""

    words: str
    formula: str
    written: str
    unit: str


@dataclass(frozen=True, slots=True)
class PlanLook:
    """What one test asks about one line (counted from 1), what the plan needs, and what is found, both in ``unit``."""

    line: int
    asks: str
    planned: str
    found: str
    unit: str

    @property
    def catches(self) -> bool:
        """Whether the two are far apart."""
        return far_apart(evaluate(self.planned), evaluate(self.found))


@dataclass(frozen=True, slots=True)
class SignedPlan:
    """A plan, the line with the slip (counted from 1), and what happened after somebody signed it."""

    name: str
    claim: str
    lines: tuple[PlanLine, ...]
    slip: int
    happened: str
    looks: Mapping[str, PlanLook]


@dataclass(frozen=True, slots=True)
class Desk:
    """One plan on the desk under one test."""

    plan: SignedPlan
    test: str

    @property
    def look(self) -> PlanLook | None:
        """What the test does; None while no test is chosen."""
        return self.plan.looks.get(self.test)

    @property
    def catches(self) -> bool:
        """Whether the test finds the slip."""
        return self.look is not None and self.look.catches


CODES = SignedPlan(
    "short codes",
    "url-short.ia.hash-keyspace",
    (
        PlanLine("first 7 characters of a hash, 62 signs: 62⁷", "62**7/1e12", "3.5", "trillion codes"),
        PlanLine("100 million links a day, 365 days", "100e6*365/1e9", "36.5", "billion links a year"),
        PlanLine("3,500 billion codes ÷ 36.5 billion a year", "3500/36.5", "96", "years"),
        PlanLine("500 B for each of 36.5 billion links", "36.5e9*500/1e12", "18.25", "TB a year"),
    ),
    1,
    f"All codes were used up after {evaluate('16**7/100e6'):.1f} days.",
    {
        "units": PlanLook(1, "A hash prints 0 to 9 and a to f. How many codes?", "62**7", "16**7", "codes"),
        "other side": PlanLook(3, "96 years of 36.5 billion: how many codes?", "3.5e12", "96*36.5e9", "codes"),
        "one request": PlanLook(1, "One link: how many codes does it take?", "1", "1", "code"),
        "extreme": PlanLook(1, "The last code is fffffff. Which number is that?", "62**7", "16**7", ""),
    },
)
DISKS = SignedPlan(
    "disks for three years",
    "url-short.ru1.storage-3y",
    (
        PlanLine("36.5 billion links a year, 500 B each", "36.5e9*500/1e12", "18.25", "TB a year"),
        PlanLine("20 % more each year: factor 1 + 0.2", "1+0.2", "1.2", "x"),
        PlanLine("three years with growth: 18.25 · 1.2³", "18.25*1.2**3", "31.5", "TB"),
        PlanLine("a disk holds 4 TB: 31.5 ÷ 4, rounded up", "-(-31.5//4)", "8", "disks"),
    ),
    3,
    f"The 8 disks were full after {12 + evaluate('(8*4-18.25)/(18.25*1.2)*12'):.1f} of the 36 months.",
    {
        "units": PlanLook(
            3, "TB a year, times a plain number: TB of one year, or of three?", "31.5", "18.25*(1+1.2+1.2**2)", "TB"
        ),
        "other side": PlanLook(3, "31.5 TB over three years: how much a year?", "18.25", "31.5/3", "TB a year"),
        "one request": PlanLook(1, "One link: how many bytes?", "500", "18.25e12/36.5e9", "B"),
        "extreme": PlanLook(3, "No growth: the formula says 18.25 · 1.0³. True?", "18.25", "18.25*3", "TB"),
    },
)
SOCKETS = SignedPlan(
    "chat servers",
    "chat.cs.connections",
    (
        PlanLine("500 million users a day, one connection each", "500", "500", "million connections"),
        PlanLine("a server holds 50,000 connections", "500e6/50e3", "10,000", "servers"),
        PlanLine("200 USD a month for each", "10000*200/1e6", "2", "million USD a month"),
        PlanLine("100 messages each a day, ÷ 86,400 s", "500e6*100/86400", "578,704", "messages/s"),
    ),
    1,
    f"One user in ten was there at once. {evaluate('10000*0.9'):,.0f} servers were idle: "
    f"{evaluate('10000*0.9*200/1e6')} million USD a month.",
    {
        "units": PlanLook(4, "Messages a day ÷ seconds in a day: messages/s?", "578704", "500e6*100/86400", "/s"),
        "other side": PlanLook(1, "Another design counts one in ten at once.", "500e6", "500e6*0.1", "connections"),
        "one request": PlanLook(1, "One user's day: how many of its 24 h is it online?", "24", "2.4", "h"),
        "extreme": PlanLook(2, "All 500 million at once: do they fit?", "500e6", "10000*50e3", "connections"),
    },
)
SPARES = SignedPlan(
    "a table in four shards",
    "url-short.ru1.failover-read-load",
    (
        PlanLine("234,000 reads/s over 4 shards", "234000/4", "58,500", "reads/s each"),
        PlanLine("a replica does 100,000/s: its load", "58500/100000*100", "58.5", "%"),
        PlanLine("a master does 10,000 writes/s, 2,900 come", "2900/10000*100", "29", "%"),
        PlanLine("4 masters (50,000 reads/s), one replica each", "4*(1+1)", "8", "machines"),
    ),
    4,
    f"A replica died; its master took over. {evaluate('(1-50000/58500)*100'):.0f} of 100 reads of that shard failed.",
    {
        "units": PlanLook(2, "Reads/s ÷ reads/s: a plain share?", "58.5", "58500/100000*100", "%"),
        "other side": PlanLook(1, "58,500 for each of 4: how much together?", "234000", "4*58500", "reads/s"),
        "one request": PlanLook(1, "One read: how many replicas does it ask?", "1", "1", "replica"),
        "extreme": PlanLook(4, "A replica dies: its master does 50,000. It gets …", "50000", "234000/4", "reads/s"),
    },
)
PLANS = (CODES, DISKS, SOCKETS, SPARES)


def look_at(plan: str = CODES.name, test: str = NO_TEST) -> Desk:
    """Put a plan on the desk and try a test on it.

    Raises:
        CourseError: there is no such plan or test.
    """
    for signed in PLANS:
        if signed.name == plan:
            if test not in (NO_TEST, *TESTS):
                raise CourseError(f"There is no test {test!r}. Choose one of: {', '.join((NO_TEST, *TESTS))}.")
            return Desk(signed, test)
    raise CourseError(f"There is no plan {plan!r}. Choose one of: {', '.join(signed.name for signed in PLANS)}.")
