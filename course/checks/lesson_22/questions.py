"""Lesson 22's objectives, quizzes, predictions and the ordering exercise."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "estimate": "Fill an empty sheet, and find the load that nobody mentions",
    "store": "Store a post before it is copied, and copy ids instead of texts",
    "merge": "Merge many lists into one page, each id once",
    "sides": "Say for which readers pull is cheap, and for which authors push is",
    "amplify": "Tell a write amplification from a hot key",
    "threshold": "Choose a threshold from data",
    "sensitivity": "Say what moves the cheapest threshold, and which way",
    "cross": "Lose no post of an author who crosses the threshold",
    "page": "Put the steps of a page in order",
    "cursor": "Page through a list that grows at its top",
    "deliver": "Deliver a post with workers that may be killed at any moment",
}

QUIZZES = (
    Quiz(
        id="22.q1",
        question="A colleague writes: 'pull suits users with few followers'. Which end of the follow is wrong?",
        objective="sides",
        options=(
            Option(
                "None: few followers mean few reads",
                "How often somebody reads does not depend on how many follow them. What does one read cost under pull?",
            ),
            Option(
                "It should say: users who follow few accounts",
                "A read under pull asks one list for each account that the reader follows. Followers are the author's "
                "side: there, few of them make push cheap.",
                right=True,
            ),
            Option(
                "It should say: users with many posts",
                "Their own posts do not stand in their way when they read. Whose lists does a read ask?",
            ),
            Option(
                "It should say push instead of pull, and nothing else",
                "Then the sentence is true of authors: few followers, few copies. But it was about when to *pull*.",
            ),
        ),
    ),
    Quiz(
        id="22.q2",
        question=(
            "An author with 90 million followers posts. A colleague says: 'a hot key; keep ten copies of every feed, on "
            "ten machines.' How many writes does the post then cost?"
        ),
        objective="amplify",
        pattern="load on the wrong tier",
        options=(
            Option(
                "9 million: ten machines share them",
                "Shards share keys among machines. Copies of a key do the opposite: each of them must be written.",
            ),
            Option(
                "90 million: copies help reads only",
                "Nearly. They do help reads only; but what must happen to each of the ten copies of a feed?",
            ),
            Option(
                "900 million: every copy is written too",
                "Right. 90 million *different* keys are written once each: none is hot. The name is write amplification, "
                "and the cure is to write less.",
                right=True,
            ),
            Option(
                "1: the hot key itself",
                "One key would be the author's own list. That is pull. Push writes into the followers' feeds.",
            ),
        ),
    ),
    Quiz(
        id="22.q3",
        question=(
            "A month later Bea falls from 230 to 150 followers, and is pushed again. Which lists must a follower's page "
            "ask this week?"
        ),
        objective="cross",
        pattern="two copies of one truth",
        options=(
            Option(
                "only the feed: she is pushed now",
                "Then last week's posts vanish from the page. They were never copied. Which list holds them?",
            ),
            Option(
                "only Bea's list, until a night job cleans up",
                "It holds all her posts, so nothing of hers is lost. But today's are copied as well, so why pay for the "
                "list longer than needed, and who copies the old ones into the feed?",
            ),
            Option(
                "the feed, and Bea's list",
                "Old posts stand in her list only, new ones in both. An id that is found twice counts once. After the "
                "horizon of seven days the list is no longer asked.",
                right=True,
            ),
        ),
    ),
    Quiz(
        id="22.q4",
        question=(
            "Page one ended with post 50, and its cursor says 50. Then post 50 is deleted, and four new posts come. What "
            "does 'newest posts below 50' give as page two?"
        ),
        objective="cursor",
        pattern="place in a moving list",
        options=(
            Option(
                "nothing: post 50 is gone, so its place is unknown",
                "You would have to *find* post 50 for that. Does 'smaller than 50' need it?",
            ),
            Option("four posts of page one again", "That is the rank that moved. Which number did not change?"),
            Option(
                "the posts from 49 on, none twice",
                "Ids do not move. What comes on top is above 50, and what is deleted leaves 49 where it was.",
                right=True,
            ),
            Option(
                "the posts from 48 on: the deletion skips one",
                "A rank would skip one. Here nobody counts places. Is 49 smaller than 50?",
            ),
        ),
    ),
    Quiz(
        id="22.q5",
        question="An author with 1,000 followers mends a typo in a post. How many values must be written: whole copies, or ids?",
        objective="store",
        pattern="two copies of one truth",
        options=(
            Option(
                "1,000 either way",
                "A feed of ids holds a number. Does the number change when the text does?",
            ),
            Option(
                "about 1,000 with copies, 1 with ids",
                "Each copy holds the old text, and must be found first. An id stays true; the text changes in one place.",
                right=True,
            ),
            Option(
                "1 with copies, 1,000 with ids",
                "Turn it round. Where does the text stand in each design?",
            ),
            Option(
                "1 either way: the table is the truth",
                "The table is right after one write. Which text does a follower see, whose feed holds the old one?",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="22.p1",
        question="You post a second after the celebrity. When do your three followers have your post?",
        options=("at once", "after about 3 seconds", "after about 5 minutes", "after about an hour"),
        reconcile={
            "at once": "Your own three copies take 0.03 ms. But they stand behind somebody else's.",
            "after about 3 seconds": "You saw that you wait. Divide the celebrity's followers by what the worker writes.",
            "after about an hour": "31 million divided by 100,000 is 310. Seconds, not a multiple of ten of them.",
        },
        unit="s",
        objective="amplify",
        pattern="load on the wrong tier",
    ),
    Prediction(
        id="22.p2",
        question="The cache restarts empty. How many of the 300 ordinary posts can anybody still find?",
        options=("none", "those whose followers are few", "about half", "all 300"),
        reconcile={
            "those whose followers are few": "Few or many, all the lists stood in the same cache.",
            "about half": "There is no chance in it. Look at the two branches once more: who calls the table?",
            "all 300": "The table would have them. Look at the branch for ordinary authors: who calls it?",
        },
        unit="ordinary posts",
        objective="store",
        pattern='"done" said too early',
    ),
    Prediction(
        id="22.p3",
        question="On this graph, under push: for each page read, how many copies are written into the cache?",
        options=("0.1: a post for ten reads", "about 1", "about 5", "about 50"),
        reconcile={
            "0.1: a post for ten reads": "That is what people do. The cache does not see a post: it sees its copies.",
            "about 1": "20 followers, of whom 14 look, ten reads: already 1.4. And those with many followers post more often.",
            "about 50": "Most authors have 20 followers or fewer, and each of their readers reads ten times a day.",
        },
        unit="copies for each read",
        objective="estimate",
    ),
    Prediction(
        id="22.p4",
        question="At which threshold does a day of this graph cost least?",
        options=("10 to 50 followers", "100 to 500", "1,000 to 5,000", "10,000, as in most textbooks"),
        reconcile={
            "100 to 500": "Nearly. Memory decides: a copy is kept for days, and it costs 129 bytes once a feed is long.",
            "1,000 to 5,000": "Only 11 of 10,000 authors have so many. All others would still be copied, and kept.",
            "10,000, as in most textbooks": "Nobody here has so many followers, so that is pure push.",
        },
        unit="",
        objective="threshold",
    ),
    Prediction(
        id="22.p5",
        question="Of Bea's five posts of today, how many stand on a follower's page?",
        options=("all 5", "all 5, but late", "1, the first", "none"),
        reconcile={
            "all 5": "Pushed or pulled, you thought. Ask each rule about Bea at noon: do both say no?",
            "all 5, but late": "Nothing is on its way. They stand in Bea's own list, and nobody asks it today.",
            "1, the first": "She was over the threshold before the first of them.",
        },
        unit="posts",
        objective="cross",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="22.p6",
        question="How many posts of page one does the reader see again on page two?",
        options=("none", "1", "3", "all 20"),
        reconcile={
            "none": "'Skip 20' is right only if the list stood still. It grew at its top.",
            "1": "Each new post pushes one old post over the border. How many came?",
            "all 20": "That would need 20 new posts. Three came.",
        },
        unit="posts seen twice",
        objective="cursor",
        pattern="place in a moving list",
    ),
)

ORDERINGS = (
    Ordering(
        id="22.o1",
        question="Put the steps of a page in order.",
        lines={
            "modes": "ask which of the followed authors are pulled, or were in the last seven days",
            "collect": "ask the own feed and those authors' lists, each for its newest ids",
            "merge": "merge the lists, each id once, newest first",
            "cut": "keep the first 20 ids",
            "texts": "fetch the posts of these ids from the post cache, missing ones from the table",
            "filter": "leave out what must not be seen; if the page is not full then, ask for older ones",
            "answer": "answer with the posts, and where the next page begins",
            "late": "add the ten newest posts of each celebrity to the 20",
            "early": "fetch the posts of all 800 ids of the feed",
        },
        before=(
            ("modes", "collect", "Before you know who is pulled, you do not know whose lists to ask."),
            ("collect", "merge", "There is nothing to merge yet."),
            ("merge", "cut", "Cut first, and a celebrity's newer post finds no place."),
            ("cut", "texts", "Each list brought up to 20 ids. Fetch all their texts, and most are thrown away."),
            (
                "texts",
                "filter",
                "Whether it is deleted, and by whom it is, stands in the post. Only then is it known how many are missing.",
            ),
            ("filter", "answer", "What must not be seen must not be answered."),
        ),
        distractors={
            "late": "Then every page shows the same ten again, and ordinary posts fall out.",
            "early": "The ids are there so that you need not. Most of these 800 are never looked at.",
        },
        objective="page",
    ),
)
