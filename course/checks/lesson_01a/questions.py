"""Lesson 01a's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "follow": "Follow one request through the tiers, and name the tier that a plan forgot",
    "tests": "Choose the one-minute test that fits a kind of slip",
    "slip": "Find the wrong line of a plan, and by what factor it is wrong",
    "limits": "Say what a passed test does not prove",
}

QUIZZES = (
    Quiz(
        id="01a.q1",
        question=(
            "“Row 1 has the seats 1 to 20, row 2 the seats 20 to 40, row 3 the seats 40 to 60.” "
            "Which test finds *who* is hurt?"
        ),
        objective="tests",
        options=(
            Option("units", "A seat is a seat in each row. What do the rows say about one special seat?"),
            Option(
                "other side",
                "60 seats in three rows are 20 each, and row 2 has 21: something is off. But for whom?",
            ),
            Option("one request: the guest of seat 7", "Seat 7 stands in one row. You must choose the guest well."),
            Option("extreme: the guest of seat 20", "The last seat of a row. It stands in two rows.", right=True),
        ),
    ),
    Quiz(
        id="01a.q2",
        question="A plan passes the calculator and all four tests. What do you know?",
        objective="limits",
        options=(
            Option("It is right", "56 of 57 is not 57. And you ask these questions without knowing where to look."),
            Option(
                "No slip that these questions see; now measure its largest guess",
                "What nobody derived, nobody can refute on paper. It has to run.",
                right=True,
            ),
            Option(
                "Nothing", "Four kinds of question, and no contradiction. That excludes a good deal, not everything."
            ),
            Option(
                "Every figure is within 5 %", "A look compares two figures. If both rest on one guess, both are off."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="01a.p1",
        question="You sign, and the peak comes. How many of 100 clicks are answered?",
        options=("all 100", "about 95", "about 80", "about 35"),
        reconcile={
            "all 100": "You checked the sums, and not what they stand for.",
            "about 95": "You looked for a small mistake. Five servers do 400,000 clicks a second.",
            "about 80": "You took the cache's hits as done. Somebody has to ask the cache.",
        },
        unit="answered",
        objective="follow",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="01a.p2",
        question="Now 21 servers instead of 5. How many of 100 clicks are answered?",
        options=("all 100", "about 80", "about 36", "about 20"),
        reconcile={
            "all 100": "You mended the line that you saw. Another line was made from the same number.",
            "about 80": "The servers now ask the cache for every click, and five nodes do 500,000 calls.",
            "about 20": "Nothing got worse. The servers let more in, and the next tier refuses it.",
        },
        unit="answered",
        objective="follow",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="01a.p3",
        question="Redo the authors' own sums of the 57 figures, as written. How many are caught?",
        options=("about 10", "about 25", "about 40", "all 57"),
        reconcile={
            "all 57": "You took a wrong figure for a wrong sum.",
            "about 40": "You took most wrong figures for wrong sums.",
            "about 25": "Even fewer go wrong in the sum. The authors had calculators too.",
        },
        unit="of 57",
        objective="limits",
    ),
    Prediction(
        id="01a.p4",
        question="Take the best single one of the four tests. How many of the 57 does it catch?",
        options=("about 10", "about half", "about 45", "nearly all"),
        reconcile={
            "about 10": "A good question catches more than redoing the sum. See the desk.",
            "about 45": "Perhaps you scaled up the desk: its plans were chosen. Two tests come to 48.",
            "nearly all": "Each test is blind to whole kinds of slip.",
        },
        unit="of 57",
        objective="tests",
    ),
)
