"""Lesson 23b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "members": "Keep a group's limit while people join at the same moment",
    "waiting": "Say for what a sender has to wait, and compute how long",
    "fan-out": "Choose between an inbox for each member and one log, by counting",
    "order": "Give all members the same order, and each message one row",
    "ticks": "Say what the sender sees when members sleep, come and go",
}

QUIZZES = (
    Quiz(
        id="23b.q1",
        question="The row of the table that answers first is the fastest by far. What does it need that ours does not?",
        objective="waiting",
        pattern='"done" said too early',
        options=(
            Option(
                "Nothing: the message is stored, so it cannot be lost",
                "It lies in the log. Who puts it into the inboxes, if this gateway dies now?",
            ),
            Option(
                "Somebody who finds messages that are stored and lie in no inbox yet",
                "“Done” said too early: an outbox (a list of what is still to be sent) mends it. Ours has filled the inboxes before it answers; if it dies earlier, the phone asks again.",
                right=True,
            ),
            Option("A longer time-out in the phone", "The phone hears its answer after half a millisecond."),
            Option("More trips to the store", "Count them in the table: they are as many."),
        ),
    ),
    Quiz(
        id="23b.q2",
        question="The key is the conversation now. One group of 1,000 writes as much as all others together. What follows?",
        objective="order",
        pattern="everyone at once",
        options=(
            Option(
                "Its members see different orders again",
                "One partition, one order. The load changes nothing about that.",
            ),
            Option(
                "Its messages are spread over all partitions",
                "The key decides the partition, and this group has one key.",
            ),
            Option(
                "Its partition has more to do, and conversations that share it wait",
                "Everyone at once, at one partition: the price of one order. A partition of its own for such a group mends it.",
                right=True,
            ),
            Option(
                "Each message is saved more often",
                "How often a message is saved depends on its name and on who writes.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="23b.p1",
        question="What becomes of the first group, and of the second one?",
        options=("refused · right", "one too many · right", "one too many · refused", "refused · refused"),
        reconcile={
            "refused · right": "That is what the rule wants. Read the code once more: what does it count, and when?",
            "one too many · right": "Half so. The second list has 260 names; what does the code compare with 256?",
            "refused · refused": "Is 256 larger than 256?",
        },
        objective="members",
    ),
    Prediction(
        id="23b.p2",
        question="In how many of the 6 orders is somebody told “welcome” and is not in the list at the end?",
        options=("0", "1", "4", "6"),
        reconcile={
            "0": "There is a place for each of them. But what does the second one write over?",
            "1": "There are two orders in which one is quite done before the other begins. What about the rest?",
            "6": "In two orders, one has written before the other reads. Those are fine.",
        },
        unit="of 6 orders",
        objective="members",
        pattern="check-then-act",
    ),
    Prediction(
        id="23b.p3",
        question=(
            "The group has 1,000 members. This design does not look whether it knows a message. How often does it send this one "
            "to each of the others?"
        ),
        options=("once", "twice", "three times", "ten times"),
        reconcile={
            "once": "How long is the phone without an answer, and what does it do after 0.6 s?",
            "three times": "That would need an answer later than 1.2 s.",
            "ten times": "That would need ten sends. How many times does 0.6 s fit into the wait?",
        },
        objective="waiting",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="23b.p4",
        question=(
            "The notice board of a school: 1,000 members, 2 messages a day. A family: 8 members, 200 messages a day. Everybody is in "
            "20 groups and opens the app 24 times a day. For which of the two does one log ask less?"
        ),
        options=("for the school only", "for the family only", "for both", "for neither"),
        reconcile={
            "for the school only": "You may have thought: large, so read on demand. 24,000 looks for two messages?",
            "for both": "Count the school's looks into the log: 1,000 members, 24 times.",
            "for neither": "Count the family's inbox entries: 200 messages, 8 members. And its looks into the log?",
        },
        objective="fan-out",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="23b.p5",
        question=(
            "Five people are 10 pairs, a hundred talks make 1,000. Reckon so: in 64 talks a gap is under 10 ms, and a coin "
            "decides its order on each screen. About how many of these pairs have two different orders on their screens?"
        ),
        options=("about 50", "about 100", "about 400", "about 950"),
        reconcile={
            "about 50": "That is half of 100: one pair a talk. How many pairs are five people?",
            "about 100": "That is one pair a talk. How many pairs are five people?",
            "about 950": "36 talks have no short gap. And in the others: how often do two coins fall alike?",
        },
        unit="of 1,000 pairs",
        objective="order",
        pattern="two copies of one truth",
    ),
)
