"""Lesson 22c's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "room": "Say what one line of a feed costs in Redis, and choose how many lines a feed may keep",
    "lifetime": "Tell when the feed of a reader who left goes away",
    "rebuild": "Bring lost feeds back without drowning the database",
    "machine": "Say which machines a question must ask, and cut each table for its question",
    "hot": "Keep one post that everybody reads from wearing out one machine",
}

QUIZZES = (
    Quiz(
        id="22c.q1",
        question=(
            "A plan counts 500 million readers a day. To save memory it keeps feeds only for those who came within the "
            "last seven days: 100 million. How many feeds are that at least?"
        ),
        objective="lifetime",
        options=(
            Option("71 million", "Seven days do not share out the readers of one. Whoever came today came this week."),
            Option("100 million", "500 million came today. Is today one of the last seven days?"),
            Option(
                "500 million",
                "Everybody who came today came within the week, and others too. This rule saves nothing of that.",
                right=True,
            ),
            Option("3,500 million", "Most readers of Monday are those of Tuesday. They have one feed."),
        ),
    ),
    Quiz(
        id="22c.q2",
        question=(
            "Another evening, another restart, and twice as many readers in the two seconds. What still keeps the longest "
            "wait near 0.3 s?"
        ),
        objective="rebuild",
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
            "about 2,700 B": "That is one more line at the old price. But to walk along all lines must end somewhere.",
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
        question="Her feed lives for seven days from each delivery. She left a month ago. How many lines does Redis hold for her?",
        options=("none", "7", "31", "510"),
        reconcile={
            "none": "Seven days have passed since she *read*. But what starts the seven days anew?",
            "7": "A lifetime belongs to the whole key, not to each line.",
            "510": "That is the most that a feed keeps. How many posts came in a month?",
        },
        objective="lifetime",
        pattern="grows for ever",
    ),
    Prediction(
        id="22c.p4",
        question=(
            "400 pages need some 8,000 lists. Without sharing, 4,995 of them cost a query: the others are already back in "
            "Redis. Now one query loads a list for all who wait, as in a single "
            "flight. How many queries are left?"
        ),
        options=("about 20", "about 400", "about 3,500", "about 4,900"),
        reconcile={
            "about 20": "That is one page's worth. Do all readers follow the same 20 authors?",
            "about 400": "One for each page? A page is made of 20 lists, and readers share few of them.",
            "about 4,900": "As if readers had nobody in common? A few authors are followed by very many.",
        },
        unit="queries",
        objective="rebuild",
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
        question=(
            "One of 1,000 shards is ill and takes 200 ms; all others take about 1 ms. A page asks for 200 lists at once and "
            "waits for the last. Which share of the pages takes 200 ms?"
        ),
        options=("about 0.1 %", "about 2 %", "about 18 %", "nearly all"),
        reconcile={
            "about 0.1 %": "That is the share of single questions. A page asks 200 and waits for the slowest.",
            "about 2 %": "Each of the 200 questions meets the ill shard with 0.1 %. Count them together.",
            "nearly all": "Each question misses it with 99.9 %, and 0.999 to the power of 200 is not small.",
        },
        objective="machine",
        pattern="load on the wrong tier",
    ),
)
