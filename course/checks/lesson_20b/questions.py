"""Lesson 20b's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "ring": "Find the owner of a key on a ring, and say which keys move when a machine joins",
    "balance": "Choose the number of points so that no shard is overloaded, whatever the names",
    "text": "Tell which part of a code spreads the work, and which part gathers it on one shard",
    "size": "Size a tier for the day on which one of its machines is missing",
    "lag": "Say why a link that was just made is not found, and what each way out costs",
    "tiers": "Follow one request through the tiers, and say whose load the cache takes away",
}

QUIZZES = (
    Quiz(
        id="20b.q1",
        question="Which of these codes, made one after another, keep all 62 shards busy on the same day?",
        objective="text",
        options=(
            Option(
                "those of a plain counter, whose first code is 1000000",
                "The counter changes its last character each time, its first one only after 62⁶ links. Look at the first.",
            ),
            Option(
                "those of numbers that begin with the time",
                "What stands in front changes slowest. How often does the front of a clock change within a day?",
            ),
            Option(
                "those of the shuffled counter",
                "Each number lands far from the one before, so its first character is another one nearly every time.",
                right=True,
            ),
            Option(
                "names that customers choose, such as spring-sale",
                "How many words begin with s, and how many with x? And how many with a digit?",
            ),
        ),
    ),
    Quiz(
        id="20b.q2",
        question=(
            "The cache has lost its copy of a link that was made 50 ms ago. The replica does not have it yet. "
            "Which way out opens it all the same?"
        ),
        objective="lag",
        pattern="two copies of one truth",
        options=(
            Option(
                "put a copy into the cache when the link is made",
                "That opens it as long as the copy is there. Here the cache has lost it.",
            ),
            Option(
                "look on the primary before you say “unknown”",
                "The primary has it since the moment it was made. The price: every misspelled code reaches the primary.",
                right=True,
            ),
            Option(
                "keep the note “unknown” for 5 s instead of 30 s",
                "Then it opens sooner, but not now: the first reader still hears 404.",
            ),
            Option(
                "ask a second replica",
                "Both copy from the same primary, and both are late. You might be lucky.",
            ),
        ),
    ),
    Quiz(
        id="20b.q3",
        question=(
            "At peak come 1,157,407 redirects and 11,574 new links a second. You measured 128 operations of the cache for "
            "100 redirects; a new link costs one. A Redis node is rated for 100,000. How many nodes keep to 70 %, even "
            "with one missing?"
        ),
        objective="tiers",
        pattern="load on the wrong tier",
        options=(
            Option("6", "Three nodes, and a replica for each? One that waits to take over answers nothing until then."),
            Option(
                "12",
                "1.17 million, 100,000 for each: at full load, and nobody missing. And what does a miss do besides?",
            ),
            Option(
                "18",
                "One operation for each redirect, 70,000 for each node, one to spare. What does a miss do besides?",
            ),
            Option("22", "22 nodes carry 1.49 million at 70 %. How busy are they on the day on which one is missing?"),
            Option(
                "23",
                "1.49 million with the refills (128 for 100 redirects), 70,000 for each node: 22. And one that may be missing.",
                right=True,
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="20b.p1",
        question=(
            "The fifth shard is there, and empty. Every server now divides by 5. "
            "100,000 readers follow one link each. How many still find theirs?"
        ),
        options=("about 20,000", "about 50,000", "about 80,000", "all 100,000"),
        reconcile={
            "about 50,000": "Half a loss would be two shards of four. Here nearly every remainder changes.",
            "about 80,000": "A fifth of the links belongs on the new shard. But the others do not keep their places either.",
            "all 100,000": "The links are all there. But the readers are sent to other machines now.",
        },
        unit="links found",
        objective="ring",
        pattern="place in a moving list",
    ),
    Prediction(
        id="20b.p2",
        question="The same fifth shard joins a ring. How many links move from one of the four old shards to another old one?",
        options=("none", "about 5,000", "about 20,000", "about 60,000"),
        reconcile={
            "about 5,000": "A point that is added cuts one arc in two. It does not touch the ends of the other arcs.",
            "about 20,000": "So many may move to the *new* shard. The question was about the old ones.",
            "about 60,000": "That is what the remainder did. On the ring no old point has moved.",
        },
        unit="links",
        objective="ring",
        pattern="place in a moving list",
    ),
    Prediction(
        id="20b.p3",
        question="The only replica of a shard dies, and its readers ask the primary. Ten seconds later, how long does a new reader wait?",
        options=("under 0.1 s", "about 1.6 s", "about 4.5 s", "about 10 s"),
        reconcile={
            "under 0.1 s": "Compare what comes with what the primary is rated for. It is alive, and it is too small.",
            "about 1.6 s": "You counted the reads. The primary has not stopped writing.",
            "about 10 s": "Then it would do nothing at all. It works as fast as ever; only too much comes.",
        },
        unit="s",
        objective="size",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="20b.p4",
        question="The replica is 0.2 s late. The owner tries the new link after 0.1 s, then every 4 s. When does it open?",
        options=("at the first try", "after about 4 s", "after about 32 s", "never"),
        reconcile={
            "at the first try": "The primary had it. But it was the replica that was asked.",
            "after about 4 s": "By then the replica has the link. But somebody else answers now, who has noted something.",
            "never": "The note is forgotten in the end. How long did lesson 20 keep it?",
        },
        unit="s",
        objective="lag",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="20b.p5",
        question=(
            "100 redirects; the cache answers about 72 of them. "
            "How many requests do the API servers get, how many operations the cache, how many reads the table?"
        ),
        options=("28 · 100 · 28", "100 · 72 · 28", "100 · 100 · 28", "100 · 128 · 28"),
        reconcile={
            "28 · 100 · 28": "Who asks the cache? The API server does, so the request has reached it already.",
            "100 · 72 · 28": "The cache is asked on a miss too: that is how one learns that it is a miss.",
            "100 · 100 · 28": "You counted the look-ups. After a miss, somebody puts the link into the cache.",
        },
        unit="API · cache · table",
        objective="tiers",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="20b.p6",
        question=(
            "It has 33.6 MB free, and a link needs 539 B: room for about 62,000. 100,000 customers' links are written. "
            "How many writes are refused, and how many links are left?"
        ),
        options=("38,000 · 62,000", "0 · 100,000", "0 · 62,000", "0 · 0"),
        reconcile={
            "38,000 · 62,000": "A table that is full would say so. Redis was allowed to make room.",
            "0 · 100,000": "Each write was answered with OK. But there was no room for all of them.",
            "0 · 0": "Redis drops only as much as it needs, and what was not used lately first.",
        },
        unit="refused · left",
        objective="tiers",
        pattern='"done" said too early',
    ),
)
