"""Lesson 22c's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "room": "Say what one line of a feed costs in Redis, and choose how many lines a feed may keep",
    "lost": "Let the feed of a reader who left go away, and bring lost feeds back without drowning the database",
    "machine": "Say which machines a question must ask, and cut each table for its question",
    "hot": "Keep one post that everybody reads from wearing out one machine",
}

QUIZZES = (
    Quiz(
        id="22c.q1",
        question="Another restart, and twice as many readers in the two seconds. What still keeps the longest wait near 0.3 s?",
        objective="lost",
        pattern="everyone at once",
        options=(
            Option("single flight alone", "More readers follow more different authors. Each list is still a query."),
            Option(
                "the gate of ten pages",
                "While ten pages are being built, nobody else begins. More readers are sent away; none waits longer.",
                right=True,
            ),
            Option("a longer lifetime of the feeds", "All feeds are gone, however long they might have lived."),
            Option("a second copy of each feed in the same Redis", "It restarted empty. What became of the copies?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="22c.p1",
        question="127 lines take 2,687 B, packed. And 128?",
        options=("about 2,700 B", "about 5,400 B", "about 19,000 B", "about 103,000 B"),
        reconcile={
            "about 2,700 B": "That is one more line at the old price. But each look walks along the whole set. How long may a walk get?",
            "about 5,400 B": "Twice the room, as when a list grows? The lines do not only get more room: they stand otherwise.",
            "about 103,000 B": "800 lines took that in lesson 22. Here are 128.",
        },
        objective="room",
        pattern="space too small",
    ),
    Prediction(
        id="22c.p2",
        question="A packed feed of 127 lines and the mark gets one post, and loses its oldest. How much does it take now?",
        options=("about 2,700 B", "about 2,720 B", "about 19,000 B", "about 22,000 B"),
        reconcile={
            "about 2,700 B": "It is as long as before. But between the two commands it was longer.",
            "about 2,720 B": "The trim took a line away again. What happened before the trim?",
            "about 22,000 B": "That is both shapes at once. When Redis has made the new one, it frees the old one.",
        },
        objective="room",
        pattern="space too small",
    ),
    Prediction(
        id="22c.p3",
        question="Each delivery gives her feed seven days more. After 30 days, how many lines does Redis hold for her?",
        options=("none", "7", "31", "510"),
        reconcile={
            "none": "Seven days have passed since she *read*. But what starts the seven days anew?",
            "7": "A lifetime belongs to the whole key, not to each line.",
            "510": "That is the most that a feed keeps. She had one line; how many came in 30 days?",
        },
        objective="lost",
        pattern="grows for ever",
    ),
    Prediction(
        id="22c.p4",
        question=(
            "In two seconds 400 readers come, and their pages make 4,995 queries; the table answers 1,000 a second. How "
            "long is the longest wait?"
        ),
        options=("about 0.02 s", "about 0.4 s", "about 3 s", "about 5 s"),
        reconcile={
            "about 0.02 s": "That is one query alone. How many stand before the last one?",
            "about 0.4 s": "So long take the 20 lists of one page, one after another, on an empty evening.",
            "about 5 s": "All queries together take that. But the last reader did not come at the start.",
        },
        objective="lost",
        pattern="everyone at once",
    ),
    Prediction(
        id="22c.p5",
        question="Follows are cut by follower, over 1,000 shards. An author with 200 followers posts. How many shards must be asked for the followers?",
        options=("1", "about 180", "200", "1,000"),
        reconcile={
            "1": "That is so for “whom does she follow”. Her followers lie where *their* numbers lead.",
            "about 180": "Their rows lie on so many. But on which? You would have to know the followers first.",
            "200": "One for each follower: but who tells you their names? That was the question.",
        },
        unit="shards",
        objective="machine",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="22c.p6",
        question="We buy ten more machines, each as fast as the others. How long is the longest wait now?",
        options=("no wait", "about 5 s", "about 10 s", "about 20 s"),
        reconcile={
            "no wait": "Twenty machines could do it 17 times over. How many of them hold this key?",
            "about 5 s": "Twice the machines, half the wait: so it is when work spreads. Can this work spread?",
            "about 20 s": "More machines make more questions where each one is asked. Here a phone asks for one key.",
        },
        objective="hot",
        pattern="everyone at once",
    ),
)
