"""Lesson 20's objectives, quizzes, predictions and the lines to put in order."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "estimate": "Estimate rates and storage, and find the answer that changes them most",
    "length": "Tell when codes collide and how often a guess hits, and choose their length by it",
    "encode": "Write a number in base 62, so that every code reads back",
    "walk": "Tell why unique codes can still be walked, and put neighbours far apart",
    "claim": "Give a name to exactly one of several callers",
    "flow": "Put the steps of a redirect in an order that never serves a dead link",
    "cache": "Choose the size of a cache from a measured hit ratio",
    "expiry": "Let a cached copy end no later than its link",
    "stampede": "Stop a stampede on one key, and say what remains",
    "redirect": "Choose between 301 and 302 by what must be counted",
}

QUIZZES = (
    Quiz(
        id="20.q1",
        question="Which one answer of the customer changes the number of machines most?",
        objective="estimate",
        options=(
            Option(
                "99.9 % or 99.99 % of the time",
                "Ten times fewer minutes of failure cost spare machines, perhaps twice as many. Look for a larger factor.",
            ),
            Option(
                "100 million links a day, or a month",
                "Thirty days in a month: thirty times fewer links, redirects and machines. One word.",
                right=True,
            ),
            Option(
                "five years, or three",
                "That changes storage by a factor of 5/3. The machines that answer redirects do not notice it.",
            ),
            Option(
                "seven characters, or eight",
                "One byte in a record of 500. It changes who can guess a link, not how many machines you need.",
            ),
        ),
    ),
    Quiz(
        id="20.q2",
        question=(
            "Your table can answer 40,000 look-ups a second, and 100,000 redirects come. "
            "Which is the smallest cache on the curve that is large enough?"
        ),
        objective="cache",
        options=(
            Option(
                "1 % of the links",
                "It catches about half, so about 50,000 look-ups reach the table. It can do 40,000.",
            ),
            Option(
                "10 % of the links",
                "It catches more than 70 %. Fewer than 30,000 look-ups remain: more than enough. But look at the point "
                "to its left.",
            ),
            Option(
                "3 % of the links",
                "60,000 of 100,000 must be caught, so the curve has to reach 60 %. It does at 3 %.",
                right=True,
            ),
            Option(
                "40 % of the links",
                "You asked for the share that the table answers, 40 %. The axis shows the share of *links* in the cache.",
            ),
        ),
    ),
    Quiz(
        id="20.q3",
        question=(
            "A stranger sends 10,000 different random codes a second. None exists. "
            "Why does single flight not protect the table?"
        ),
        objective="stampede",
        pattern="everyone at once",
        options=(
            Option(
                "Single flight works only inside one server",
                "True, and with twenty servers a hot key costs twenty queries. But one server alone fails here too.",
            ),
            Option(
                "The queries are faster than 20 ms",
                "A miss costs the same search. Even if it were faster: could two of these requests share one answer?",
            ),
            Option(
                "No two of these requests ask for the same code",
                "Single flight shares one answer among those who ask the same question. Here everyone asks another one.",
                right=True,
            ),
            Option(
                "The cache is too small for 10,000 codes",
                "A larger cache does not help with a code that nobody has asked for before.",
            ),
        ),
    ),
    Quiz(
        id="20.q4",
        question="A museum puts a link to its front page, which never moves, on a stone. An advertiser pays for each click. Which redirects cost the fewest requests and lose no money?",
        objective="redirect",
        options=(
            Option(
                "301 for both: it saves requests",
                "It does. But browsers keep a 301, so the advertiser's later clicks never reach you, and nobody pays.",
            ),
            Option(
                "302 for the stone, 301 for the advertiser",
                "Exchange them. Which of the two needs every single click to come by?",
            ),
            Option(
                "301 for the stone, 302 for the advertiser",
                "Count what is paid for. The front page never moves, so a kept answer is welcome. (If it could move, or the link "
                "might have to be taken down, you would give 302 to both.)",
                right=True,
            ),
            Option(
                "302 for both: it is always safe",
                "It is, and you pay for it: every visitor of the museum asks you again for an answer that never changes.",
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="20.p1",
        question="After how many links do two different addresses share a code?",
        options=("about 20 thousand", "about 500 thousand", "about 16 million", "about 134 million"),
        reconcile={
            "about 500 thousand": "You saw that it comes early. It comes earlier still: every pair is a chance.",
            "about 16 million": "The square root of all codes is 16 thousand, not 16 million: pairs grow with the square.",
            "about 134 million": "With half of all codes used, every second new link collides. The first one collides "
            "long before.",
        },
        unit="links",
        objective="length",
        pattern="space too small",
    ),
    Prediction(
        id="20.p2",
        question="A stranger owns one link and sends 100 requests. How many private links do they open?",
        options=("0", "about 5", "about 50", "100"),
        reconcile={
            "0": "The codes are unique. Unique says nothing about where the next one stands.",
            "about 5": "That is what *random* guesses hit after five years. The stranger does not guess: they count.",
            "about 50": "Scattered links leave nearly every place free. A counter leaves no gap at all.",
        },
        unit="links opened",
        objective="walk",
        pattern="trusting the caller",
    ),
    Prediction(
        id="20.p3",
        question="The cache has room for 1 % of the links. How many of the redirects does it answer?",
        options=("about 1 %", "about 20 %", "about 50 %", "about 80 %"),
        reconcile={
            "about 1 %": "That would hold if all links were equally popular. The favourites are in nearly every cache.",
            "about 20 %": "You saw that favourites help. They help more: the top 1 % of the links gets over half of the clicks.",
            "about 80 %": "The rule 80/20 speaks of 20 % of the links, not of 1 %. And even there: see the curve below.",
        },
        unit="answered by the cache",
        objective="cache",
    ),
    Prediction(
        id="20.p4",
        question="The sale ended 20 minutes ago. Of 500 readers who come now, how many still get through?",
        options=("none", "one, then the copy is renewed", "about half", "all 500"),
        reconcile={
            "none": "The table knows that the link is dead. But on a hit nobody asks the table.",
            "one, then the copy is renewed": "A hit renews nothing and checks nothing. It only reads the copy.",
            "about half": "There is no chance in it: the copy lives for another half an hour, for everybody.",
        },
        unit="readers let through",
        objective="expiry",
        pattern="two copies of one truth",
    ),
    Prediction(
        id="20.p5",
        question="10,000 readers a second, 20 ms a query. How many queries reach the table before the copy is back?",
        options=("1", "20", "200", "10,000"),
        reconcile={
            "1": "The second reader comes 0.1 ms later. The first answer needs 20 ms, so that reader finds nothing either.",
            "20": "20 is the number of milliseconds. In each of them ten readers come.",
            "10,000": "That is a whole second. After 20 ms the first answer is in the cache.",
        },
        unit="queries",
        objective="stampede",
        pattern="everyone at once",
    ),
    Prediction(
        id="20.p6",
        question="1,000 people click the same link five times each. How many clicks do you count if you answer 301?",
        options=("0", "1,000", "3,000", "5,000"),
        reconcile={
            "0": "The first click has to come to you: the browser does not know the address yet.",
            "3,000": "Nothing is forgotten halfway. A browser may keep a permanent answer for as long as it likes.",
            "5,000": "That is what people did. You see only what still comes to your door.",
        },
        unit="clicks counted",
        objective="redirect",
    ),
)

ORDERINGS = (
    Ordering(
        id="20.o1",
        question="Put the steps of a redirect in order.",
        lines={
            "cache": "look for the code in the cache; if it is there, redirect at once",
            "table": "ask the table for the code",
            "unknown": "no row: answer 404, not found",
            "dead": "its time is over: answer 410, gone",
            "fill": "put the link into the cache, for no longer than it lives",
            "answer": "answer 302 with the address, then note the click",
            "early": "put the row into the cache for an hour",
            "count": "add 1 to the click counter in the table, and wait for it",
        },
        before=(
            ("cache", "table", "The cache is there to spare the table. Ask it first."),
            ("table", "unknown", "Before you asked the table you cannot know that there is no row."),
            ("unknown", "dead", "A row that does not exist has no date to look at."),
            ("dead", "fill", "If you fill the cache before you look at the date, the dead link gets a second life."),
            ("dead", "answer", "A dead link must not be answered with its address."),
        ),
        distractors={
            "early": "An hour may be longer than the link lives. Then the copy outlives the truth.",
            "count": "Every reader of a hot link would wait for the same row. Append the click to a log, after the answer.",
        },
        objective="flow",
        pattern="two copies of one truth",
    ),
)
