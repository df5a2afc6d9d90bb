"""Lesson 22b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "walk": "Walk a long list in batches so that it ends",
    "resume": "Bring one post to every follower, however often the worker dies",
    "join": "Let somebody follow while posts are on their way, and lose none",
    "queue": "Compute how long everybody waits behind one busy author",
    "truth": "Say what a page shows after a power cut, a late delivery, a delete or a block",
}

QUIZZES = (
    Quiz(
        id="22b.q1",
        question=(
            "Mended: the worker asks for those *above* the cursor, and stops after a batch that is not full. An author "
            "has exactly 2,000 followers; a batch holds 1,000. How many batches does it read?"
        ),
        objective="walk",
        pattern="grows for ever",
        options=(
            Option("2", "Both were full. How could the worker know that nobody stands behind them?"),
            Option("3", "The third one is empty: only that tells the worker that the list has ended.", right=True),
            Option("4", "After the second batch nobody is left. One question finds that out."),
            Option(
                "it never stops",
                "Above the last follower there is nobody, so an empty batch comes, and that is not full.",
            ),
        ),
    ),
    Quiz(
        id="22b.q2",
        question="The hybrid does not deliver the celebrity's posts at all. Who does the work instead, and when?",
        objective="queue",
        pattern="load on the wrong tier",
        options=(
            Option("the worker, at night", "Nobody delivers them, at no time."),
            Option(
                "each follower's page, when it is opened",
                "It asks for the celebrity's list too, which seldom changes and is easy to keep in memory. Followers "
                "who never open a page cost nothing.",
                right=True,
            ),
            Option(
                "the celebrity's phone, when it posts", "It writes one row and one entry of a list, as everybody does."
            ),
            Option(
                "nobody: those followers see less",
                "They see it. What did the page of a hybrid ask for besides the timeline?",
            ),
        ),
    ),
    Quiz(
        id="22b.q3",
        question=(
            "To save time, the *worker* now checks blocks while it delivers, and the page no longer asks. Bo is "
            "delivered a post on Monday. On Tuesday its author blocks Bo. What does Bo's page show on Wednesday?"
        ),
        objective="truth",
        pattern="two copies of one truth",
        options=(
            Option(
                "the post",
                "The worker was right on Monday. A page that is shown on Wednesday needs Wednesday's answer.",
                right=True,
            ),
            Option("not the post: the worker checked", "It checked on Monday. What was true then?"),
            Option("not the post: a block deletes it", "The block changed the edges. Who visits the timelines?"),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="22b.p1",
        question="2,500 followers, batches of at most 1,000. After how many batches is this worker done?",
        options=("2", "3", "5", "never"),
        reconcile={
            "2": "2,500 do not fit into two batches of 1,000.",
            "3": "That is right for the copies. But look at the last follower: who is at the cursor or above it then?",
            "5": "Each border is read twice, but that is not what makes it long. What does it read at the very end?",
        },
        objective="walk",
        pattern="grows for ever",
    ),
    Prediction(
        id="22b.p2",
        question=(
            "The walk takes 100 s. Each worker dies after 40 s, the next one takes over 30 s later and starts from the "
            "first follower. When does the last follower have the post?"
        ),
        options=("after 100 s", "after about 160 s", "after about 4 minutes", "never"),
        reconcile={
            "after 100 s": "No worker lives that long.",
            "after about 160 s": "That is 100 s of work and two pauses. But each worker begins at the first follower, not where the last one stopped.",
            "after about 4 minutes": "More workers do not help: each gets as far as the one before, 40 s.",
        },
        objective="resume",
        pattern="grows for ever",
    ),
    Prediction(
        id="22b.p3",
        question=(
            'Of 40 taps on "post", 10 meet a power cut between the row and the event. Those ten phones hear no answer '
            "and tap again. What does the table hold, and what was never told?"
        ),
        options=(
            "30 rows, 0 never told",
            "40 rows, 0 never told",
            "40 rows, 10 never told",
            "50 rows, 0 never told",
            "50 rows, 10 never told",
        ),
        reconcile={
            "30 rows, 0 never told": "The cut came after the row: the row is there.",
            "40 rows, 0 never told": "The second tap does not know the first one's row. It makes a new one, with a new id.",
            "40 rows, 10 never told": "The second tap makes a row of its own; it cannot find the first one's.",
            "50 rows, 0 never told": "The second row has its event. Who sends one for the first row?",
        },
        objective="truth",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="22b.p4",
        question=(
            "A timeline holds 100 posts, one a minute. The job of the *oldest* one comes again. "
            "The worker scores with its own clock. At which place from the top does the old post stand?"
        ),
        options=("1", "2", "100", "both 1 and 101"),
        reconcile={
            "2": "The worker's clock is ahead of the newest post's score.",
            "100": "It would keep its place if its score were the moment of the post.",
            "both 1 and 101": "A sorted set holds each id once. The new score replaces the old one.",
        },
        objective="truth",
        pattern="clock as truth",
    ),
    Prediction(
        id="22b.p5",
        question="After five such minutes: how long does your post wait until its last follower has it?",
        options=("about 10 s", "about 50 s", "about 4 minutes", "about 9 minutes"),
        reconcile={
            "about 10 s": "One celebrity post is 10 s of work. Count how many come in a minute.",
            "about 50 s": "That is how much one minute leaves over. What do five minutes leave?",
            "about 9 minutes": "That is all the work that came, 530 s. Five minutes of it are done.",
        },
        objective="queue",
        pattern="everyone at once",
    ),
    Prediction(
        id="22b.p6",
        question="The author deletes one of the two posts. On how many of the 200 pages does the design often seen show it?",
        options=("0", "1", "40", "200"),
        reconcile={
            "0": "The row says deleted. Who asks the row?",
            "1": "One row was marked, but 200 timelines hold the id, and one cached text serves them all.",
            "40": "Those unfollowed. That has nothing to do with the delete, and nobody asked about it either.",
        },
        objective="truth",
        pattern="two copies of one truth",
    ),
)
