"""Lesson 24b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "late": "Find the key of a message that comes late, after a gap, or twice",
    "commit": "Change the state only when the seal was good, and never walk further than a limit",
    "before": "Say which keys of an older chain must be put away when the turn changes",
    "expire": "Weigh late messages against a thief, and choose when a waiting key ends",
    "restore": "Tell what a restored backup does to both sides, and what may be done",
}

QUIZZES = (
    Quiz(
        id="24b.q1",
        question="Another phone does not read `previous`: at a new key it leaves the old chain at once. The same nine arrivals. What stays closed there that opened here?",
        objective="before",
        options=(
            Option("nothing", "At arrival 6 it leaves a1. Which numbers of a1 come after that?"),
            Option("a1, number 2", "It came before the turn changed: number 4 had shown the gap."),
            Option("a1, number 5", "It came after the turn, and nothing before had told that it exists.", right=True),
            Option("a1, numbers 3, 5 and 6", "3 and 6 never came, to neither phone."),
        ),
    ),
    Quiz(
        id="24b.q2",
        question="A camera sends pictures to Bo's phone, and Bo never writes to it. Some are lost. Which rule ever deletes their keys?",
        objective="expire",
        pattern="grows for ever",
        options=(
            Option("after two turns", "Who changes the turn, if Bo never writes?"),
            Option("after a week", "Time passes whether anybody answers or not.", right=True),
            Option("when the picture has come", "These are lost. They do not come."),
        ),
    ),
    Quiz(
        id="24b.q3",
        question="Ana's phone was restored from a backup. What should the app do with her talk to Bo?",
        objective="restore",
        pattern="two copies of one truth",
        options=(
            Option(
                "go on, and seal again with the next number whatever Bo refuses",
                "Then a listener has pairs of texts under one key. And after a turn, no number opens.",
            ),
            Option(
                "go 1,000 steps on, and write from there", "No key is used twice. But what if the turn has changed?"
            ),
            Option(
                "tell Bo's phone to open old numbers once more",
                "Whoever has recorded them could ask for the same.",
            ),
            Option(
                "take the texts from the backup, throw the keys away, and agree with Bo anew",
                "New chance, new chains. It costs one bundle (lesson 24).",
                right=True,
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="24b.p1",
        question="Number 4 of the numbers 0 to 19 gets lost, all others come in order. How many does Bo's phone open?",
        options=("19", "15", "4", "0"),
        reconcile={
            "19": "I was off because the phone does not know that one is missing. Which key does it try on number 5?",
            "15": "I was off because those after the gap meet the wrong key, and those before it the right one.",
            "0": "I was off because before the gap nothing was wrong.",
        },
        unit="messages",
        objective="late",
        pattern="place in a moving list",
    ),
    Prediction(
        id="24b.p2",
        question="The stranger's envelope comes. How many keys does Bo's phone keep because of it?",
        options=("none: it looks at the seal first", "1", "about 200,000"),
        reconcile={
            "none: it looks at the seal first": "I was off because the seal is checked with a key. Which one, and how does the phone get it?",
            "1": "I was off because a chain has no way back: what it steps over must be put away.",
        },
        unit="keys",
        objective="commit",
        pattern="trusting the caller",
    ),
    Prediction(
        id="24b.p3",
        question="The stranger's envelope did not open. Now Ana writes 20 messages, and all come in order. How many does the phone open?",
        options=("20", "19", "0"),
        reconcile={
            "20": "I was off because the phone had turned its wheel for the stranger, and it has no way back.",
            "19": "I was off because no single key is missing: everything that follows grows from another root.",
        },
        unit="of 20",
        objective="commit",
        pattern='"done" said too early',
    ),
    Prediction(
        id="24b.p4",
        question="Of a1 came 0, 1, 4 and 2. Now a2's first message comes. Which numbers of a1 must have a waiting key from then on?",
        options=("none", "3", "3, 5, 6", "3, 5, 6, 7"),
        reconcile={
            "none": "I was off because a1 is over for Ana, but not all of its messages have come.",
            "3": "I was off because number 4 need not be the last one. How many were sent with a1?",
            "3, 5, 6, 7": "I was off by one: seven messages are the numbers 0 to 6.",
        },
        objective="before",
    ),
    Prediction(
        id="24b.p5",
        question="Bo's phone has read 8 of the 11 messages; 3 got lost. Now it is copied. How many of the 11 does the thief open?",
        options=("0", "3", "8", "11"),
        reconcile={
            "0": "I was off because only the keys of what was read are deleted.",
            "8": "I was off because these keys are deleted.",
            "11": "I was off because the keys of what was read are deleted, and no step leads back.",
        },
        unit="of 11",
        objective="expire",
        pattern="grows for ever",
    ),
    Prediction(
        id="24b.p6",
        question="From the restored phone Ana writes ten messages. How many does Bo's phone open?",
        options=("10", "9", "6", "0"),
        reconcile={
            "10": "I was off because the restored phone counts on from where the backup stood. Which numbers has Bo opened?",
            "9": "I was off because she had written four messages since the backup, not one.",
            "0": "I was off because after four steps her chain stands where Bo's stands.",
        },
        unit="of 10",
        objective="restore",
        pattern="two copies of one truth",
    ),
)
