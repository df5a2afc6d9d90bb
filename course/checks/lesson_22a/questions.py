"""Lesson 22a's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "moving": "Say which posts a way of paging shows twice, and which it never shows",
    "cursor": "Write a cursor that neither skips nor repeats, and carry it through a browser",
    "rank": "Make engagement fade by a rank that needs no clock, and choose how a ranking is paged",
    "hydrate": "Say who asks the table when a page of ids becomes posts",
}

QUIZZES = (
    Quiz(
        id="22a.q1",
        question=(
            "Your cursor stands at (1012, 50). A worker was slow: only now it delivers the post (1018, 77) to Ana's "
            "timeline. Where will she meet it?"
        ),
        objective="cursor",
        pattern="place in a moving list",
        options=(
            Option("first on the next page", "The next page begins below 1,012 ms. Is 1,018 older or newer?"),
            Option("later in this scroll, at its moment", "Its place is above the cursor. She has scrolled past it."),
            Option(
                "above, when she loads the list again",
                "It is newer than the cursor, so this scroll does not show it. Our promise speaks of the posts that were "
                "there when the scrolling began.",
                right=True,
            ),
            Option("nowhere: the post is lost", "It stands in the timeline. Only this scroll is past it."),
        ),
    ),
    Quiz(
        id="22a.q2",
        question=("A new service, search, shows posts too. In which of the two can its authors forget to write back?"),
        objective="hydrate",
        options=(
            Option("in read-through", "There the cache writes back, whoever asks it."),
            Option(
                "in cache-aside",
                "Each caller has code of its own for a miss. Many programs of this kind are called read-through: look at "
                "who asks the table. Our page reads through.",
                right=True,
            ),
            Option("in both", "In one of the two no caller ever sees the table."),
            Option("in neither: Redis does it", "Redis keeps what it is given. It knows no table."),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="22a.p1",
        question="How many posts by the others stand on neither page, though they are newer than the end of page two?",
        options=("none", "6", "14", "20"),
        reconcile={
            "none": "Lia's posts went, and all below moved up by their number. Page two still began at rank 20.",
            "14": "14 is what remains of page one, and Ana has seen these. Which posts moved up into their ranks?",
            "20": "Only as many posts moved past rank 20 as vanished above it.",
        },
        objective="moving",
        pattern="place in a moving list",
    ),
    Prediction(
        id="22a.p2",
        question=(
            "Nobody posts, nothing vanishes. The app asks for offset 0, 20, 40 … until a page is empty. How many of the "
            "800 does it show?"
        ),
        options=("20", "70", "400", "800"),
        reconcile={
            "20": "Page two is not empty: 70 were fetched from rank 20 on, and 20 of these are left after the second cut.",
            "400": "Half would be left if every second page came. But how many are fetched, and what remains of them at offset 80?",
            "800": "Follow page two: fetched from rank 20 on. What does the second line cut away from that?",
        },
        unit="of 800",
        objective="moving",
        pattern="place in a moving list",
    ),
    Prediction(
        id="22a.p3",
        question="Ana reads ten pages of 20. How many different posts does she see?",
        options=("20", "110", "180", "200"),
        reconcile={
            "110": "One celebrity's ten posts would leave ten places on each page. Two leave none.",
            "180": "The twenty are added to every page, not only to the first two. And they win each time.",
            "200": "Ten pages have 200 places. But the same twenty newest are added before each cut.",
        },
        unit="different posts",
        objective="moving",
        pattern="place in a moving list",
    ),
    Prediction(
        id="22a.p4",
        question="1,000 ids, 20 made in each of 50 milliseconds. How many does the browser change?",
        options=("none", "8", "50", "950"),
        reconcile={
            "none": "None did while each millisecond had one post: its sequence number was 0. Now there are 1, 2 … 19 too.",
            "8": "1,000/128 is about 8. But these ids are not 1,000 neighbours: in each millisecond the sequence begins at 0.",
            "50": "50 ids are read right: the first one of each millisecond. The question asks for the others.",
        },
        objective="cursor",
        pattern="space too small",
    ),
    Prediction(
        id="22a.p5",
        question="From when on does a friend's post of this second, without likes, stand above the old one?",
        options=("at once", "after 50 hours", "after a week", "never"),
        reconcile={
            "at once": "The new one has 100 points for freshness. How many has the old one for its likes?",
            "after 50 hours": "After 50 hours the new post's freshness is 0. What does the old one lose in that time?",
            "after a week": "The old one's points for likes are the same next week. What has the new one then?",
        },
        objective="rank",
        pattern="grows for ever",
    ),
    Prediction(
        id="22a.p6",
        question="No post arrives, none vanishes; only likes come in. Which ways show some posts twice?",
        options=("none", "B", "A and B", "B and C"),
        reconcile={
            "none": "Does a rank stay, when a post lower down is liked?",
            "A and B": "A's pages are cut by time; likes change the order inside a page, not which posts are on it.",
            "B and C": "C cuts at an offset too. But does its list move?",
        },
        objective="rank",
        pattern="place in a moving list",
    ),
)
