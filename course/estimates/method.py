"""How to lead a design interview, as short pieces of advice: the steps, what to do, what to leave, where to go on."""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. ``why`` says what goes wrong without it, or where this workbook shows it."""

    id: str
    group: str
    text: str
    why: str


ADVICE = (
    Advice(
        "INT-01",
        "steps",
        "Requirements, estimates, high-level design, details, optimisation, questions",
        "six parts in one book",
    ),
    Advice("INT-04", "steps", "Understand 5 min, estimate 5, design 10, scale 15", "35 minutes in four steps"),
    Advice(
        "INT-05",
        "steps",
        "Clarify 3-5 min, calculate 3-5, high level 10-15, deep dive 10-15, wrap up 5-10",
        "31 to 50 minutes in another",
    ),
    Advice(
        "INT-06",
        "steps",
        "Every lesson of a system here: promises, estimate, design, break, measure, scale",
        "lessons 20 and on",
    ),
    Advice(
        "INT-07", "formulas", "Rate = things / seconds of the period; peak = rate x peak factor", "lesson 01, scene 3"
    ),
    Advice(
        "INT-08", "formulas", "Storage = things a day x days x bytes x copies, year by year if it grows", "stored()"
    ),
    Advice(
        "INT-09", "formulas", "Machines = peak / (rate of one x utilisation), rounded up, plus those that fail", "01.2"
    ),
    Advice("INT-10", "formulas", "Hit ratio = hits / (hits + misses); over 80 % is a wish until measured", "lesson 20"),
    Advice("INT-11", "do", "Clarify before you design", "a day or a month: thirty times"),
    Advice("INT-12", "do", "Think aloud", "a silent slip stays in; a loud one is corrected"),
    Advice("INT-13", "do", "Start with the simplest thing, then scale it", "you see what breaks first"),
    Advice("INT-14", "do", "Draw while you speak", "an arrow shows which load meets which box"),
    Advice(
        "INT-15", "do", "Say what a decision costs, and what would flip it", "a decision without a price is a habit"
    ),
    Advice("INT-16", "do", "Let a part fail, in every design", "the plan for 95 % busy ends with one machine"),
    Advice("INT-17", "do", "Ask which quality matters most", "fast, right, cheap: rarely all three"),
    Advice("INT-18", "do not", "Go into details before the requirements", "the details of the wrong system"),
    Advice("INT-19", "do not", "Leave out latency, availability, retention", "they decide more than the features"),
    Advice("INT-20", "do not", "Work in silence", "nobody can help you"),
    Advice("INT-21", "do not", "Forget what is stored, and for how long", "storage only grows"),
    Advice("INT-22", "do not", "Overlook security and privacy", "a guessable link opens an invoice: lesson 20"),
    Advice("INT-23", "do not", "Assume endless machines", "egress of 5 Tbit/s is a bill, not a detail"),
    Advice("INT-24", "do not", "Forget the scale", "hundreds and hundreds of millions are two systems"),
    Advice("INT-25", "do not", "Skip the trade-off", "the other choice had a reason too"),
    Advice("INT-26", "do not", "Skip the failure", "what remains after the mend belongs to the answer"),
    Advice("INT-27", "do not", "Build for a load that nobody has", "23 requests a second need one machine"),
    Advice("INT-28", "do not", "Forget who runs it at night", "name what you would watch: lesson 18"),
    Advice("INT-02", "at the end", "Ask about monitoring, logging, security, backup and recovery", "lessons 16 and 18"),
    Advice(
        "INT-03",
        "at the end",
        "Look for the bottleneck, the single point of failure, the price paid",
        "every recap here",
    ),
    Advice(
        "INT-34",
        "at the end",
        "Requirements first, numbers decide, go in rounds, name trade-offs, practise, plan failure",
        "",
    ),
    Advice(
        "INT-40",
        "at the end",
        "Check yourself: structure, estimates, trade-offs, common questions, drawn decisions",
        "progress()",
    ),
    Advice(
        "INT-29",
        "where to go on",
        "Partitioning 12, caching 10, balancing 11, communication 13, consistency 14, failure 16",
        "lessons",
    ),
    Advice(
        "INT-30",
        "where to go on",
        "Ten favourites: shortener, limiter, feed, chat, rides, video, files, notices, search, shop",
        "20-31",
    ),
    Advice("INT-31", "where to go on", "Exercise: a rate limiter for 100,000 requests/s", "lesson 21"),
    Advice(
        "INT-32", "where to go on", "Exercise: notifications, many channels", "lesson 30; the widget's 'notifications'"
    ),
    Advice("INT-33", "where to go on", "Exercise: autocomplete under 100 ms", "lesson 31; the widget's 'autocomplete'"),
    Advice(
        "INT-35",
        "where to go on",
        "Talk about a network in five parts: feed, fan-out, caching, data, scale",
        "lessons 22, 40-45",
    ),
    Advice(
        "INT-36",
        "where to go on",
        "Be asked: feed, celebrities, fast posting, viral post, growing tables, live updates",
        "lesson 22",
    ),
    Advice(
        "INT-37",
        "where to go on",
        "Tell the write path and the read path in a minute each, with their numbers",
        "lesson 22",
    ),
    Advice(
        "INT-38",
        "where to go on",
        "Read: Kleppmann, 'Designing Data-Intensive Applications'; Google, 'Site Reliability Engineering'",
        "books",
    ),
    Advice(
        "INT-39",
        "where to go on",
        "Compare: push/pull 22, stores 14, queues 13, balancers 11, saga/2PC 15, keys 20, 301/302 20",
        "tables",
    ),
)


@dataclass(frozen=True, slots=True, repr=False)
class AdviceTable:
    """Some pieces of advice, one a line, under the names of their groups."""

    rows: tuple[Advice, ...]

    def __repr__(self) -> str:
        lines, group = list[str](), ""
        for row in self.rows:
            if row.group != group:
                group = row.group
                lines.append(f"{group.upper()}:")
            lines.append(f"  {row.text} ({row.why})" if row.why else f"  {row.text}")
        return "\n".join(lines)


def advice(*groups: str) -> AdviceTable:
    """The advice of these groups, in their order; all of it without one.

    Raises:
        CourseError: there is no such group.
    """
    known = tuple(dict.fromkeys(row.group for row in ADVICE))
    for group in groups:
        if group not in known:
            raise CourseError(f"There is no advice on {group!r}. Choose from: {', '.join(known)}.")
    return AdviceTable(tuple(row for group in groups or known for row in ADVICE if row.group == group))
