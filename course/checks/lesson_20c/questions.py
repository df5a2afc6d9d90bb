"""Lesson 20c's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "path": "Say how fast one row can be counted up, and what stands in the path of a redirect",
    "crash": "Tell what a power cut between two lines does to a count",
    "once": "Carry each click onto the bill once, whoever stops on the way",
    "trim": "Say which clicks a log may forget",
    "cached": "Compute which share of clicks a cache hides",
    "hours": "Count clicks and visitors by the reader's own clock, in SQL",
}

QUIZZES = (
    Quiz(
        id="20c.q1",
        question=(
            "2,000 clicks a second come. You may not change the design, only split the row: each redirect adds 1 to one of several rows, at random, "
            "and the bill is their sum. How few rows do, so that each is busy at most half of the time?"
        ),
        objective="path",
        pattern="load on the wrong tier",
        options=(
            Option("1", "2,000 clicks of 1 ms are 2 seconds of work in each second. One row has one."),
            Option("2", "Each would get 1,000 a second, 1 ms each: busy all the time, and any crowd makes a queue."),
            Option("4", "500 updates a second each, 1 ms long: busy half of the time.", right=True),
            Option(
                "20, one for each server",
                "Each is busy a tenth of the time then, but 4 suffice. What counts is the number of clicks, not that of servers.",
            ),
        ),
    ),
    Quiz(
        id="20c.q2",
        question=(
            "To save memory, somebody caps the log: `XADD … MAXLEN 10000` drops the oldest clicks. 1,000 clicks come a "
            "second, and the worker is down for a minute. How many clicks will be on no bill?"
        ),
        objective="trim",
        pattern="grows for ever",
        options=(
            Option("0: what was not acknowledged stays", "MAXLEN counts entries. It does not ask who has read them."),
            Option("10,000", "That is what the log still holds. What happened to the others?"),
            Option(
                "50,000",
                "60,000 came, 10,000 are still there. Nobody saw an error. You would detect it by comparing the oldest "
                "id in the log with the last one billed.",
                right=True,
            ),
            Option("60,000", "The last 10,000 are still in the log when the worker is back."),
        ),
    ),
    Quiz(
        id="20c.q3",
        question=(
            "A CDN may keep our redirect for 30 seconds. 10 clicks a second pass through it. How many of 1,000 clicks "
            "do we see?"
        ),
        objective="cached",
        options=(
            Option("about 3", "10 · 30 = 300 are hidden behind each one that we see: 1 of 301.", right=True),
            Option("about 33", "That is 1,000 / 30. In each of those 30 seconds come 10 clicks, not one."),
            Option("about 100", "That is 1,000 / 10. But we hear of one click in thirty seconds, not of one in each."),
            Option(
                "about 500", "That was one reader with a click an hour, for an hour. Here 300 clicks fall in a window."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="20c.p1",
        question=(
            "A row takes 1,000 updates a second. 2,000 come, for one minute; then 800 again. How long after that "
            "minute do readers still wait longer than 0.1 s?"
        ),
        options=("not at all", "about half a minute", "about a minute", "about 5 minutes"),
        reconcile={
            "not at all": "The row is fast enough for 800. But who clicks now stands behind all that were left over.",
            "about half a minute": "That is the minute's work cut in two. But the row was busy all the time before, too.",
            "about a minute": "60,000 updates are left, a minute of work. While the row does them, 800 a second join.",
        },
        objective="path",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="20c.p2",
        question="1,000 clicks, batches of 100, one power cut between write and *done*. How many clicks does the bill show?",
        options=("900", "1,000", "1,100", "1,400"),
        reconcile={
            "900": "Batch four is on the bill. It is the word *done* that was not said.",
            "1,000": "The worker does not know where it stopped. Only the log knows, and it heard nothing about batch four.",
            "1,400": "Three batches were acknowledged. They do not come again.",
        },
        unit="clicks on the bill",
        objective="crash",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="20c.p6",
        question="The same day, the same cut between the two lines; but now *done* comes first. The bill shows?",
        options=("900", "1,000", "1,100"),
        reconcile={
            "1,000": "Who hands out what the log believes is done?",
            "1,100": "Nothing comes twice: the log was told before anything was written.",
        },
        unit="clicks on the bill",
        objective="crash",
        pattern='"done" said too early',
    ),
    Prediction(
        id="20c.p3",
        question="Nobody crashes. w1 holds a batch and pauses, w2 finishes it, w1 goes on. Which programs bill it twice?",
        options=("none", "only A", "only B", "A and B", "all three"),
        reconcile={
            "none": "A pause needs no crash: w1 has the batch in its hands, and does not know that w2 finished it.",
            "only A": "A writes after its pause, as w2 did before. But B writes too, in its first line.",
            "only B": "A tells the log first, but w1's batch was read before that. The log cannot take it out of its hands.",
            "all three": "With the ids on the bill, w1's write finds them all there and adds nothing.",
        },
        objective="once",
        pattern="check-then-act",
    ),
    Prediction(
        id="20c.p4",
        question="One click an hour on average, kept for an hour. Which share of the clicks do we never see?",
        options=("none", "about a third", "about half", "about two thirds"),
        reconcile={
            "none": "It is a 302, but the header allowed the browser to keep it.",
            "about a third": "In an hour after a click one more comes, on average. One hidden for each one seen.",
            "about two thirds": "63 % of the gaps are shorter than an hour. But a hidden click starts no new hour.",
        },
        objective="cached",
    ),
    Prediction(
        id="20c.p5",
        question="Brazil's clocks are 3 hours behind UTC, Vietnam's 7 ahead, Japan's 9 ahead. Which UTC hour has most clicks?",
        options=("11:00", "12:00", "20:00", "23:00"),
        reconcile={
            "11:00": "That is Japan's evening alone. Vietnam's comes two hours later and adds to it.",
            "20:00": "At 20:00 UTC it is 17, 3 and 5 o'clock in the three countries.",
            "23:00": "That is Brazil's evening. It stands alone; two others stand close together.",
        },
        objective="hours",
        pattern="clock as truth",
    ),
)
