"""Lesson 20a's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "clock": "Make ids that never repeat, when the clock stands still, is full, or steps back",
    "machine": "Say what keeps two servers from using one machine number",
    "lease": "Choose a block of numbers by the cut that it must bridge and the crash that loses it",
    "race": "Tell why one statement may give the same rows to two workers",
    "permute": "Undo a keyed round, and say why codes made so cannot meet",
    "choose": "Choose a way to make codes by what it costs: doubles, guesses or questions",
}

QUIZZES = (
    Quiz(
        id="20a.q1",
        question="What would let C and D make the same id after all?",
        objective="machine",
        pattern="clock as truth",
        options=(
            Option(
                "C hangs for a whole day before it makes its ids",
                "The time in its ids stays the same one, before the end of its lease.",
            ),
            Option(
                "C reads the clock again for the id",
                "Then the time in the id was never compared, and D may be using it.",
                right=True,
            ),
            Option(
                "D's clock is five seconds behind",
                "Redis keeps the moment at which C's lease ends. D uses only times after it, and waits if it must.",
            ),
        ),
    ),
    Quiz(
        id="20a.q2",
        question="Which of these statements, run by two workers at once, has the same fault?",
        objective="race",
        pattern="check-then-act",
        options=(
            Option(
                "UPDATE counters SET free = free + 1000 RETURNING free",
                "Whoever waits reads the row again and adds to what it finds then. There is no look inside.",
            ),
            Option(
                "UPDATE seats SET owner = 'me' WHERE id = (SELECT min(id) FROM seats WHERE owner IS NULL)",
                "Both look, both find the same seat. B waits, and then takes the seat by its number, sold or not.",
                right=True,
            ),
            Option(
                "INSERT INTO seats VALUES (17, 'me') ON CONFLICT DO NOTHING RETURNING id, owner -- nothing if taken",
                "The primary key is asked in the moment of writing. Whoever is second writes nothing.",
            ),
            Option(
                "INCRBY numbers 1000",
                "Redis runs one command after the other, and this one looks and adds in one step.",
            ),
        ),
    ),
    Quiz(
        id="20a.q3",
        question=(
            "3,000 buses write a line into a log at each stop. Often they have no network for an hour. Lines should sort "
            "by time. Nobody types the ids, and they are no secret. Which way fits?"
        ),
        objective="choose",
        options=(
            Option(
                "numbers by the block, moved by a secret key",
                "It would work with blocks for an hour. But the key hides the order, and the order was wanted.",
            ),
            Option(
                "one counter",
                "A bus without network could not write a line for an hour.",
            ),
            Option(
                "time, bus and count in one number",
                "Nobody is asked, they sort by time, and length does not matter here. 3,000 buses need 12 bits, not 10.",
                right=True,
            ),
            Option(
                "a pool of random keys",
                "Each bus would carry keys for an hour, and the keys say nothing about time.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="20a.p1",
        question="The clock shows the same second again. What share of the ids made in it is new?",
        options=("all", "about 99 %", "about half", "none"),
        reconcile={
            "all": "Time moves on, but a clock is only told what time it is, and it can be told twice.",
            "about 99 %": "With a few links a second you would be right. Here, in each of the two seconds, two of three "
            "milliseconds have a link. So about half of the ids made later find their place taken.",
            "none": "An id repeats only if its millisecond had as many links the first time. Some had fewer, or none.",
        },
        unit="of the ids are new",
        objective="clock",
        pattern="clock as truth",
    ),
    Prediction(
        id="20a.p2",
        question=(
            "One second before its lease ends, C reads the clock and compares: still good. It hangs for 40 seconds, and D "
            "takes its number. C wakes up, and makes 1,000 ids with the time that it read. How many does D make too?"
        ),
        options=("none: their times differ", "none: Redis stops C", "one", "all 1,000"),
        reconcile={
            "none: Redis stops C": "None is right. But Redis does not stop C, which asks nobody to make an id. What keeps "
            "the two apart is the time in C's ids.",
            "one": "C has one time in its hand, and D begins after the end of the lease. They share no millisecond at all.",
            "all 1,000": "Both count from 0. But is there a millisecond in which both make ids?",
        },
        unit="ids in common",
        objective="machine",
        pattern="check-then-act",
    ),
    Prediction(
        id="20a.p3",
        question="The line is cut for an hour, and each side makes 2 million links from hashes. How many codes do both give?",
        options=("none in a hundred such hours", "about one", "about a hundred", "about 20 thousand"),
        reconcile={
            "none in a hundred such hours": "2 million of 3.5 trillion is little. But each link on one side may meet "
            "each on the other: 4 trillion pairs.",
            "about a hundred": "Multiply the two sides, and divide by all codes. It is near 1.",
            "about 20 thousand": "That would be one link in a hundred. Each link meets a used code with one chance in "
            "1.7 million.",
        },
        unit="codes an hour, on average",
        objective="choose",
        pattern="space too small",
    ),
    Prediction(
        id="20a.p4",
        question="300 customers come, and 1,000 used numbers come again. How many customers see an error?",
        options=("none: the service tries again", "about 60", "200", "all 300"),
        reconcile={
            "none: the service tries again": "It does, five times. But the numbers come in order, so the next four are "
            "used as well.",
            "about 60": "You divided the customers by five. Divide the used numbers instead: each customer takes five "
            "of them away.",
            "all 300": "The used numbers come to an end: five for each customer.",
        },
        unit="customers see an error",
        objective="lease",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="20a.p5",
        question="Two workers run the same UPDATE at the same time. How many of B's 1,000 keys does A own too?",
        options=("none: it is one statement", "about half", "all 1,000", "B gets an error"),
        reconcile={
            "none: it is one statement": "It is one statement with a look inside. The look was over before the wait, and is not "
            "done again.",
            "about half": "There is no chance in it: both looked for the first free rows and saw the same.",
            "B gets an error": "Some databases refuse B; DuckDB does. PostgreSQL lets B wait and then go on.",
        },
        unit="keys in both lists",
        objective="race",
        pattern="check-then-act",
    ),
    Prediction(
        id="20a.p6",
        question="scramble gives many numbers the same value, so it has no way back. After eight rounds, how many of the 3,844 codes are missing?",
        options=("none", "about 60", "about 1,400", "all but 62"),
        reconcile={
            "about 60": "You expected a small loss. Not one is lost: the scrambled value is only added to the other half.",
            "about 1,400": "That is what random draws would leave out: 37 %. But nothing is drawn here. The right half is kept, so "
            "the addition can be undone.",
            "all but 62": "scramble has 62 values, but it never replaces a half. It is added to one.",
        },
        unit="codes missing",
        objective="permute",
    ),
)
