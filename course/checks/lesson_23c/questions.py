"""Lesson 23c's objectives, quizzes, predictions and the order in which a connection opens."""

from course.checks.model import Option, Ordering, Prediction, Quiz

OBJECTIVES = {
    "names": "Say which names of messages sort, which meet, and who has to count",
    "page": "Give pages of a conversation that lies in buckets, and say what a bucket of time costs",
    "open": "Put the steps of an opening connection in an order that drops and repeats nothing",
    "authorise": "Let the token and the table of stays decide who reads, searches and fetches",
}

QUIZZES = (
    Quiz(
        id="23c.q1",
        question=(
            "A conversation counts its messages: 1, 2, 3, … The newest is 200, Ana has read up to 180. Message 190 is "
            "deleted; its number is not used again. What must the server do to show how many are unread?"
        ),
        objective="names",
        pattern="grows for ever",
        options=(
            Option(
                "go through all her messages", "One must, where no marker is kept. Which two numbers are known here?"
            ),
            Option(
                "subtract: 20, which is cheap, and not exact",
                "200 − 180, without reading a single message. Deleted ones keep their numbers: here 19 are left to read.",
                right=True,
            ),
            Option("nothing: her phone has counted", "It was off. What came meanwhile, it has never seen."),
            Option(
                "keep a row for each message and reader", "A group of 1,000 would write 1,000 rows for each message."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="23c.p1",
        question=(
            "Ana has read all 400 messages of a day. The app compares each id with the id of the last one, as text. How "
            "many does it call unread, on the middle one of 100 such days?"
        ),
        options=("0", "about 4", "about 40", "about 200"),
        reconcile={
            "0": "Each of the first eight digits has 16 values, and a step is 100 ns. How long do they last, and what comes then?",
            "about 4": "Only neighbours would be mixed up then. But the first digits of 11:00 and 20:00 are just as mixed.",
            "about 40": "The first digits look as if drawn by chance. How many of 400 draws are larger than one other draw?",
        },
        objective="names",
        pattern="space too small",
    ),
    Prediction(
        id="23c.p2",
        question="10,000 messages in 8 milliseconds, 1,250 in each, on one server. How many different ids?",
        options=("8", "1,000", "8,000", "10,000"),
        reconcile={
            "1,000": "Three digits would give 1,000 in each millisecond. But what does NaN + 1 give?",
            "8,000": "That is 1,000 in each millisecond, with a count that was begun. What does NaN + 1 give?",
            "10,000": "The count would have to change, and to hold more than three digits. What does NaN + 1 give?",
        },
        objective="names",
        pattern="space too small",
    ),
    Prediction(
        id="23c.p3",
        question=(
            "Her phone sends a frame at 0, 0.1, 0.2, 0.3 and 0.4 s. She has 200 friends, and to tell one takes 1 ms. How "
            "many frames are lost?"
        ),
        options=("0", "1", "3", "5"),
        reconcile={
            "0": "The line is open, but who listens to it?",
            "1": "Add up the seconds of all trips before attach.",
            "5": "At 0.25 s somebody listens.",
        },
        objective="open",
        pattern='"done" said too early',
    ),
    Prediction(
        id="23c.p4",
        question=(
            "Eve has seen the name of Ana's photo in a log. She asks for its bytes; then she sends Fay a message that names "
            "it. Which of the two should the server do?"
        ),
        options=("both", "only asking", "only sending", "neither"),
        reconcile={
            "both": "Then whoever has read a log once sees every photo of it. What may Eve show, besides a name?",
            "only asking": "Does to know a name make somebody a member? Which message of Eve's names the photo?",
            "only sending": "Then a message of Eve's would name the photo. Who may fetch what a message names?",
        },
        objective="authorise",
        pattern="trusting the caller",
    ),
)

OPENING = Ordering(
    id="23c.o1",
    question=(
        "A phone opens a connection, and sends frames from the first moment on. Put the server's steps in an order in "
        "which nothing is lost, repeated or overtaken, and nobody waits for a courtesy."
    ),
    lines={
        "attach": "take the phone's frames: each goes into a queue",
        "token": "check the token: who is it?",
        "subscribe": "subscribe to live messages, and put each aside",
        "stored": "read what is stored behind the phone's marker, and send it",
        "aside": "send what was put aside, without what was sent already; then do what the queued frames ask",
        "friends": "tell her friends that she is online",
        "live": "send live messages to the phone at once, from the very beginning",
    },
    before=(
        ("attach", "token", "Checking takes time. Where do frames go meanwhile?"),
        ("token", "subscribe", "Whose messages? Nobody knows yet who it is."),
        (
            "subscribe",
            "stored",
            "A message that is written between the read and the subscription is in neither. Which order has no such gap?",
        ),
        ("stored", "aside", "What was put aside is newer than what is stored."),
        ("aside", "friends", "200 friends take 0.2 s. Must her messages and frames wait for that?"),
    ),
    distractors={"live": "They are newer than what is stored. In which order would her screen show them?"},
    objective="open",
    pattern='"done" said too early',
)
