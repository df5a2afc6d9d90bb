"""Review cards of lesson 20d: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def lands(rng: random.Random) -> Quiz:
    """Where does a browser go?"""
    first, last = rng.sample(("bank.example", "shop.example", "post.example", "museum.example"), 2)
    return Quiz(
        id="20d.r1",
        objective="read",
        pattern="trusting the caller",
        question=f"A guest's message holds https://{first}@{last}/login. Where does a click lead?",
        options=(
            Option(f"to {last}", f"Up to the @ it is a user's name. The host is {last}.", right=True),
            Option(f"to {first}", "So it looks. But what stands in front of the @ is the user."),
            Option("nowhere: an @ is not allowed there", "It is: it gives the user's name, and has for decades."),
        ),
    )


def believed(rng: random.Random) -> Quiz:
    """How many hear the wrong answer?"""
    readers, kept_s, outage_s = rng.choice((2, 8, 30)), rng.choice((60, 120, 600)), rng.choice((1, 3))
    return Quiz(
        id="20d.r2",
        objective="answers",
        pattern="two copies of one truth",
        question=(
            f"A ticket page has {readers} visitors a second. Its database fails for {outage_s} s, and the page says 404. "
            f"A cache in between keeps a 404 for {kept_s} s. How many visitors hear “no such ticket”?"
        ),
        options=(
            Option(f"about {readers * kept_s:,}", "Visitors a second, for as long as the copy lives.", right=True),
            Option(f"about {readers * outage_s:,}", "Those came during the failure. The copy lives on after it."),
            Option(f"about {kept_s:,}", "That is how many seconds it lasts. How many visitors come in each?"),
        ),
    )


def fetched(rng: random.Random) -> Quiz:
    """Which line is safe?"""
    thing = rng.choice(("profile picture", "calendar", "news feed"))
    return Quiz(
        id="20d.r3",
        objective="fetch",
        pattern="check-then-act",
        question=f"Users give the address of a {thing}, and your server gets it. Which lines cannot be led into your network?",
        options=(
            Option(
                "if is_global(look_up(host)): return get(host)",
                "get looks the name up again, and its owner may answer otherwise.",
            ),
            Option(
                'if not host.startswith(("10.", "192.168.")): return get_from(look_up(host), host)',
                "A name that leads to 10.0.0.5 does not begin with 10.",
            ),
            Option(
                "if is_global(ip := look_up(host)): return get_from(ip, host)",
                "What was checked is what is asked.",
                right=True,
            ),
        ),
    )


REVIEWS = (
    ReviewCard("20d.r1", "read", "trusting the caller", lands),
    ReviewCard("20d.r2", "answers", "two copies of one truth", believed),
    ReviewCard("20d.r3", "fetch", "check-then-act", fetched),
)
