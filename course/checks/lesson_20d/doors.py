"""Exercises 20d.1 and 20d.2: which host an address names, and which addresses may become a link."""

from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.systems.url_shortener.addresses import misread
from course.widgets.address_anatomy import OWN_HOST, Anatomy, address_anatomy

# 20d.1 · the widget: an address that Python does not know for ours


def chosen(answer: Answer) -> Anatomy:
    """What the widget shows when it stands so."""
    try:
        return address_anatomy().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def browser_comes_to_us(answer: Answer) -> None:
    seen = chosen(answer)
    expect(seen.is_ours, seen.address, f"A browser goes to {seen.browser.host}. We look for one that brings it to us.")


def python_does_not_notice(answer: Answer) -> None:
    seen = chosen(answer)
    expect(
        not seen.ours_by_python,
        seen.address,
        f"Python reads the host {seen.python_host}: its check notices. We look for one that it does not notice.",
    )


SPELLING = Exercise(
    id="20d.1",
    title="Ours for a browser, not for Python",
    objective="read",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("a browser comes to us", browser_comes_to_us),
        Property("Python's check does not notice", python_does_not_notice),
    ),
    misconceptions=(
        Misconception(
            "what looks like us is us",
            "You see our name in it. In which piece of the picture does it stand: host, user or path?",
            lambda answer: not chosen(answer).is_ours and OWN_HOST in chosen(answer).address,
        ),
    ),
    steps=(
        "Step through the addresses with the arrow keys.",
        "Keep those for which the picture says “that is us”.",
        "Of these, take one for which Python says “not ours”. There are three.",
    ),
    sister=(
        "*A parcel says “Ana's café @ Mill Lane 3”.* The sorter reads up to the @ and sends it to the café in the High "
        "Street; the postman walks to Mill Lane. Ask the one who walks."
    ),
    ours=None,
    pattern="two copies of one truth",
)


# 20d.2 · may_redirect(address, own_host)

OWN = "go.example"
HONEST = (
    "https://example.org/",
    "http://example.org/menu?table=7#drinks",
    "https://example.org/?from=go.example",
    "https://example.org/go.example",
    "https:example.org/",
    "https://bücher.example/",
    "https://93.184.215.14/",
    f"https://example.org/{100 * 'a'}",
    "https://notgo.example/",
    "https://go.example.cats.example/",
    "https://example.org/mail@go.example",
    "HTTPS://EXAMPLE.ORG/",
    "https://example.org:8443/",
    "https://www.go.example/",
    "https://museum/",
    "https://www.example.com/",
    "https:///example.org/",
)
OTHER_SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,hello",
    "file:///etc/passwd",
    "JavaScript:alert(1)",
    "httpx://example.org/",
    "ftp://example.org/",
    "ws://example.org/",
    "wss://example.org/",
    "hello",
    "https://",
    "",
)
OURS = (
    "https://go.example/loop",
    "https://GO.EXAMPLE/loop",
    "http://go.example/loop",
    "https://go.example:8443/loop",
    r"https://go.example\loop",
    "https://%67o.example/loop",
    "https://go.example./loop",
    "https:go.example/loop",
    "https://\uff47o.example/loop",  # a wide g
    "https://go.exa\tmple/loop",
)
DISGUISED = (
    "https://bank.example@cats.example/login",
    "https://ana:secret@example.org/",
    "https://go.example@cats.example/",
    "https:/ana@example.org/",
)


def judged(addresses: tuple[str, ...], wanted: bool, why: str, answer: Answer, own_host: str = OWN) -> None:
    for address in addresses:
        said = answer(address, own_host)
        expect(said is wanted, f"may_redirect({address!r}, {own_host!r}) gave {said}", why)


def other_own_host(answer: Answer) -> None:
    """Our name is an argument: another shortener has another one."""
    judged(("https://sho.rt/loop", r"https://sho.rt\loop"), False, "Here own_host is sho.rt.", answer, "sho.rt")
    judged(("https://go.example/loop",), True, "Here own_host is sho.rt; go.example is a stranger.", answer, "sho.rt")


def gave(address: str, said: bool) -> str:
    """The first hint of a misconception: it names the address that the question is about."""
    return f"may_redirect({address!r}, {OWN!r}) gave {said}"


def says(answer: Answer, *addresses: str) -> list[object]:
    return [answer(address, OWN) for address in addresses]


MAY_REDIRECT = Exercise(
    id="20d.2",
    title="may_redirect(address, own_host)",
    objective="door",
    points=2.0,
    expects=Function(("address", "own_host"), bool),
    properties=(
        Property(
            "an honest address may",
            partial(
                judged,
                HONEST,
                True,
                "A browser goes to another host than ours, by http or https, with no user before an @.",
            ),
        ),
        Property(
            "only http and https",
            partial(judged, OTHER_SCHEMES, False, "A browser reads no http or https in it."),
        ),
        Property("never ourselves, however it is written", partial(judged, OURS, False, "A browser comes to us.")),
        Property(
            "nothing stands before an @",
            partial(judged, DISGUISED, False, "The text in front of the @ is a user; readers take it for the host."),
        ),
        Property("our name is an argument", other_own_host),
    ),
    misconceptions=(
        Misconception(
            "an or ends before the next and",
            "In `a or b and c` Python reads the `and` first. Where do you want brackets?",
            lambda answer: (
                not any(says(answer, "javascript:alert(1)", "ftp://example.org/"))
                and says(answer, "http://go.example/loop", "https://go.example/loop") in ([False, True], [True, False])
                and says(answer, "http://ana@example.org/", "https://ana@example.org/")
                in ([False, True], [True, False])
            ),
            "Of 'http://go.example/loop' and 'https://go.example/loop' you refuse one, and let the other in.",
        ),
        Misconception(
            "a list of bad schemes is complete",
            "You named what you fear. How many schemes does a browser know, and how many do you want?",
            lambda answer: says(answer, "javascript:alert(1)", "data:text/html,hello") == [False, True],
            "may_redirect('data:text/html,hello', 'go.example') gave True: a page that the stranger wrote, in our name.",
        ),
        Misconception(
            "the second half of an or is a comparison too",
            'What does your line about the scheme say for "javascript:alert(1)"? In `x == "a" or "b"`, what stands '
            "behind the or?",
            lambda answer: (
                says(answer, "javascript:alert(1)", "ftp://example.org/", "https://go.example/loop")
                == [True, True, False]
            ),
            gave("javascript:alert(1)", True),
        ),
        Misconception(
            "https is the only web",
            "The exercise names two schemes. Which of them does your line let in?",
            lambda answer: says(answer, "http://example.org/", "https://example.org/") == [False, True],
            gave("http://example.org/", False),
        ),
        Misconception(
            "what is missing is None",
            "Print browser_view('https://example.org/'). Which of your conditions does it break?",
            lambda answer: not any(says(answer, *HONEST)),
            gave("https://example.org/", False),
        ),
        Misconception(
            "an @ anywhere names a user",
            "In https://example.org/mail@go.example, which piece of browser_view holds the @? Which piece holds a user?",
            lambda answer: (
                says(answer, "https://example.org/mail@go.example", "https://example.org/?from=go.example")
                == [False, True]
            ),
            gave("https://example.org/mail@go.example", False),
        ),
        Misconception(
            "what begins with http is a web address",
            "Which sign ends the scheme? Compare all of it, not its first letters.",
            lambda answer: says(answer, "httpx://example.org/", "javascript:alert(1)") == [True, False],
            gave("httpx://example.org/", True),
        ),
        Misconception(
            "our name anywhere means us",
            "Which piece of the address decides where a browser goes? Compare that piece only.",
            lambda answer: (
                says(answer, "https://example.org/?from=go.example", "https://example.org/") == [False, True]
            ),
            "may_redirect('https://example.org/?from=go.example', 'go.example') gave False: an honest address is refused.",
        ),
        Misconception(
            "what contains us is us",
            "Whose hosts are notgo.example and go.example.cats.example? What stands around our name?",
            lambda answer: (
                says(answer, "https://notgo.example/", "https://go.example.cats.example/", "https://example.org/")
                == [False, False, True]
            ),
            gave("https://notgo.example/", False),
        ),
        Misconception(
            "a name below ours is ours",
            "The exercise names one host that is refused. Is www.go.example that host?",
            lambda answer: (
                says(answer, "https://www.go.example/", "https://notgo.example/", "https://example.org/")
                == [False, True, True]
            ),
            gave("https://www.go.example/", False),
        ),
        Misconception(
            "what begins like us is us",
            "Whose host is go.example.cats.example? What stands behind our name?",
            lambda answer: says(answer, "https://go.example.cats.example/", "https://example.org/") == [False, True],
            gave("https://go.example.cats.example/", False),
        ),
        Misconception(
            "what ends like us is us",
            "Whose host is notgo.example? What stands in front of our name?",
            lambda answer: says(answer, "https://notgo.example/", "https://example.org/") == [False, True],
            gave("https://notgo.example/", False),
        ),
        Misconception(
            "Python reads as browsers do",
            "Who follows the link, Python or a browser? Ask the one who follows it.",
            lambda answer: says(answer, r"https://go.example\loop", "https://go.example/loop") == [True, False],
            r"may_redirect('https://go.example\\loop', 'go.example') gave True: address 8 of the widget comes to us.",
        ),
        Misconception(
            "a user before the host is harmless",
            "A reader sees bank.example first. Where do they type their password?",
            lambda answer: says(answer, *OURS, DISGUISED[0]) == [False] * len(OURS) + [True],
            gave(DISGUISED[0], True),
        ),
    ),
    steps=(
        "Read the address with browser_view.",
        "If its scheme is neither http nor https, return False.",
        "If its host is own_host, return False.",
        "If it has a user, return False.",
        "Otherwise return True.",
    ),
    sister=(
        "*A hotel forwards letters for its guests.* It forwards only to a street and a number (not “to whom it may "
        "concern”), never to itself (the letter would come back), and never “Bank of Oslo, c/o Mr Cat”. It reads as the "
        "postman reads: only the last line counts."
    ),
    ours=lambda: lambda address, own_host: not misread(address, {own_host}),
    pattern="trusting the caller",
)
