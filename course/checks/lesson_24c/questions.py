"""Lesson 24c's objectives, quizzes and predictions."""

from course.checks.model import Option, Prediction, Quiz

OBJECTIVES = {
    "finds": "Find what those who run a server can read of sealed messages, and what they learn without reading",
    "bell": "Say why a bell with a preview and end-to-end encryption exclude each other, and what a bell may carry",
    "again": "Seal a message once for each device, and send the same bytes until it is stored",
    "once": "Look a message up by its name before it is opened, and confirm it after it is kept",
    "price": "Count what several devices, search and pictures cost when nobody on the way can read",
}

QUIZZES = (
    Quiz(
        id="24c.q1",
        question="The table grows, and four servers share it. Which division still works when all texts are sealed, and lets one server count the numbers of lesson 23?",
        objective="finds",
        options=(
            Option("by the language of the text", "Who could tell the language now?"),
            Option(
                "by the conversation",
                "Its name stands in clear, and its numbers are counted in one place.",
                right=True,
            ),
            Option("by the sender", "It can be done. But where do the two halves of one conversation lie then?"),
        ),
    ),
    Quiz(
        id="24c.q2",
        question="This bell goes through the maker of Bo's phone. It names a device and nothing else. What does the maker learn?",
        objective="bell",
        options=(
            Option("nothing", "It carries the bell. What does it know whenever one rings?"),
            Option(
                "when somebody writes to Bo",
                "Each bell is a moment. That is less than a name, and not nothing.",
                right=True,
            ),
            Option("who writes to Bo", "Where in the bell would the writer stand?"),
        ),
    ),
    Quiz(
        id="24c.q3",
        question="A phone opens a message, writes to its disk that it has come so far, and confirms. It dies before the text and the new chain are there too. It starts again, and the chain on its disk can still go the step of this message. What has its person lost?",
        objective="once",
        pattern='"done" said too early',
        options=(
            Option(
                "nothing: the phone asks the table for what it misses",
                "It asks from its number on (lesson 23, scene 11). Which number is on its disk already?",
            ),
            Option(
                "this message, though nobody says so",
                "Its number says that it is there, so nobody asks for it. Number, text and chain go to the disk in one write; only then the phone confirms.",
                right=True,
            ),
            Option("the whole talk: its chain is broken", "It is one step behind, and can go that step."),
        ),
    ),
    Quiz(
        id="24c.q4",
        question="Ana buys a laptop today, and her devices agree with all others anew. Which messages can it open?",
        objective="price",
        options=(
            Option("all: the server has every one of them", "It has them sealed. For which devices?"),
            Option(
                "those that are sealed from now on",
                "Nothing older was ever sealed for it. Only Ana's phone can hand old texts on.",
                right=True,
            ),
            Option(
                "those to which her phone still has the keys", "The phone deleted them when it opened the messages."
            ),
        ),
    ),
)

PREDICTIONS = (
    Prediction(
        id="24c.p1",
        question="60 messages are written each second. From second 1 to 4, eight of 25 devices are away; their people write mostly to each other. A message goes to about three other devices. At 2.9 g1 dies with nine devices, which need a second or two to find another gateway. A bell rings for a device that is away, or whose gateway is dead. How many of the 300 texts go to the makers of phones?",
        options=("about 10", "about 30", "about 100", "all 300"),
        reconcile={
            "about 10": "I was off because nine devices without a gateway for a second or two miss dozens of messages.",
            "about 30": "I was off because that is what the absent alone give: from 2.9 on, bells ring for the devices of g1 too.",
            "all 300": "I was off because no bell rings for whoever is there, and most are there most of the time.",
        },
        unit="of 300 texts",
        objective="finds",
        pattern="trusting the caller",
    ),
    Prediction(
        id="24c.p2",
        question="In scene 2 the phones sealed, and the gateways made their preview as before. What did the bells show?",
        options=("who writes, and the text", "who writes, and sealed text", "sealed text"),
        reconcile={
            "who writes, and the text": "I was off because the gateway takes its 50 characters from what it has, and it has no text.",
            "sealed text": "I was off because only the text is sealed: the gateway still knows who writes, and its preview begins so.",
        },
        objective="bell",
    ),
    Prediction(
        id="24c.p3",
        question="A phone that seals whenever a message leaves: what will the readers see of the messages that were sealed twice?",
        options=("some are shown twice", "some are lost", "nothing unusual"),
        reconcile={
            "some are shown twice": "I was off because the name is the same: the store keeps the first one and drops the other.",
            "some are lost": "I was off because a lost frame is sent again, and a later number opens after a gap (dive 24b).",
        },
        objective="again",
    ),
    Prediction(
        id="24c.p4",
        question="A confirmation gets lost, or g1 dies: some copies come a second time. This phone opens each copy that comes. What do its readers see?",
        options=("each text once", "some texts twice", "errors for some texts"),
        reconcile={
            "each text once": "I was off because the second copy is tried too, and its key is gone.",
            "some texts twice": "I was off because opening twice does not work: the key was deleted (lesson 24).",
        },
        objective="once",
        pattern="check-then-act",
    ),
)
