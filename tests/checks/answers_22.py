"""Lesson 22: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import heapq
from contextlib import suppress
from itertools import chain

from course.estimates import average_rate, fan_out, quantity, stored
from course.systems.news_feed.costs import cheapest_threshold
from course.systems.news_feed.estimate import note_loads
from course.systems.news_feed.reads import merge
from course.widgets.fan_out import fan_out as widget

# 22.1 · fill


def by_the_functions_of_lesson_01(sheet, brief):
    day = quantity(1, "day")
    posts = average_rate(quantity(brief["users"] * brief["posts_each"], "posts"), day)
    sheet.note("estimate", "posts", posts)
    sheet.note(
        "estimate", "reads", average_rate(quantity(brief["users"] * brief["reads_each"], "reads"), day), "page reads"
    )
    sheet.note("estimate", "copies", fan_out(posts, brief["followers_each"]))
    one = quantity(brief["entry_bytes"], "B/entry") * quantity(brief["entries"], "entries/user")
    sheet.note("estimate", "memory", (quantity(brief["users"], "users") * one).to("GB"))
    return sheet


def by_hand(sheet, brief):
    users = brief["users"]
    sheet.note("estimate", "memory", quantity(users * brief["entries"] * brief["entry_bytes"], "B"))
    sheet.note("clarify", "posts", quantity(users * brief["posts_each"] / 86_400, "posts/s"))
    sheet.note("clarify", "reads", quantity(users * brief["reads_each"] / 86_400, "reads/s"))
    sheet.note(
        "design", "copies", quantity(users * brief["posts_each"] * brief["followers_each"] / 86_400, "deliveries/s")
    )


def with_lines(**changes):
    """Fill the sheet as it should be, but for some lines."""

    def fill(sheet, brief):
        note_loads(sheet, brief)
        for name, line in changes.items():
            sheet.note("estimate", name, line(brief))

    return fill


def one_copy_a_post(brief):
    return quantity(brief["users"] * brief["posts_each"], "copies/day")


def copies_of_reads(brief):
    return quantity(brief["users"] * brief["reads_each"] * brief["followers_each"], "copies/day")


def one_feed(brief):
    return quantity(brief["entries"] * brief["entry_bytes"], "B")


def a_feed_for_each_follow(brief):
    return quantity(brief["users"] * brief["followers_each"] * brief["entries"] * brief["entry_bytes"], "B")


def a_day_as_a_second(brief):
    return quantity(brief["users"] * brief["posts_each"], "posts/s")


def bare_numbers(sheet, brief):
    sheet.note("estimate", "posts", brief["users"] * brief["posts_each"] / 86_400)
    for name in ("reads", "copies", "memory"):
        sheet.note("estimate", name, 1)


def of_the_brief_in_the_text(sheet, brief):  # noqa: ARG001 - that is what is wrong with it
    note_loads(
        sheet,
        {
            "users": 500e6,
            "posts_each": 1,
            "reads_each": 10,
            "followers_each": 200,
            "entries": 800,
            "entry_bytes": 20,
        },
    )


def without_memory(sheet, brief):
    users = quantity(brief["users"], "users")
    sheet.note("estimate", "posts", (users * quantity(brief["posts_each"], "posts/user/day")).per("s"))


def storage_of_a_day(brief):
    daily = quantity(brief["users"] * brief["posts_each"], "posts/day")
    return stored(daily, quantity(brief["entry_bytes"], "B/post"), quantity(1, "day"))


def on_a_sheet_of_its_own(sheet, brief):
    return note_loads(type(sheet)("Mine"), brief)


def memory_as_a_rate(brief):
    return quantity(brief["users"] * brief["entries"] * brief["entry_bytes"], "B/day")


def a_user_left_over(sheet, brief):
    users = quantity(brief["users"], "users")
    sheet.note("estimate", "posts", posts := (users * quantity(brief["posts_each"], "posts/day")).per("s"))
    sheet.note("estimate", "reads", (users * quantity(brief["reads_each"], "reads/user/day")).per("s"))
    sheet.note("estimate", "copies", (posts * quantity(brief["followers_each"], "copies/post")).per("s"))
    sheet.note("estimate", "memory", users * quantity(brief["entries"] * brief["entry_bytes"], "B/user"))


def told_per_day(sheet, brief):
    users = quantity(brief["users"], "users")
    posts = users * quantity(brief["posts_each"], "posts/user/day")
    sheet.note("estimate", "posts", posts)
    sheet.note("estimate", "reads", users * quantity(brief["reads_each"], "reads/user/day"))
    sheet.note("estimate", "copies", posts * quantity(brief["followers_each"], "copies/post"))
    sheet.note("estimate", "memory", users * quantity(brief["entries"] * brief["entry_bytes"], "B/user"))


def posts_called_reads(brief):
    return quantity(brief["users"] * brief["posts_each"] / 86_400, "reads/s")


def copies_called_posts(brief):
    return quantity(brief["users"] * brief["posts_each"] * brief["followers_each"] / 86_400, "posts/s")


def whole_posts_a_second(brief):
    return quantity(brief["users"] * brief["posts_each"] // 86_400, "posts/s")


def a_day_in_the_head(brief):
    return quantity(brief["users"] * brief["posts_each"] / 1e5, "posts/s")


def members_of_the_example(brief):
    return quantity(500e6 * brief["posts_each"] / 86_400, "posts/s")


def likes_of_the_example(brief):
    return quantity(brief["users"] * brief["posts_each"] / 86_400, "likes/s")


def users_a_second(brief):
    return quantity(brief["users"] * brief["reads_each"] / 86_400, "users/s")


def whole_posts_of_each(brief):
    return quantity(brief["users"] * int(brief["posts_each"]) / 86_400, "posts/s")


def copies_of_users(brief):
    return quantity(brief["users"] * brief["followers_each"] / 86_400, "copies/s")


def entries_as_bytes(brief):
    return quantity(brief["users"] * brief["entries"], "B")


# 22.2 · merge_page


def by_a_heap(lists, limit):
    page = []
    for one in heapq.merge(*lists, reverse=True):
        if one not in page and len(page) < limit:
            page.append(one)
    return page


def one_list_after_the_other(lists, limit):
    page = set()
    for ids in lists:
        page = set(sorted(page | set(ids), reverse=True)[:limit])
    return tuple(sorted(page, reverse=True))


def by_nlargest(lists, limit):
    return heapq.nlargest(limit, set(chain.from_iterable(lists)))


def cut_each_list_first(lists, limit):
    return sorted(set(chain.from_iterable(ids[:limit] for ids in lists)), reverse=True)[:limit]


def in_the_order_of_a_set(lists, limit):
    return list(set(chain.from_iterable(lists)))[:limit]


def a_share_for_each(lists, limit):
    share = -(-limit // max(1, len(lists)))
    return sorted({one for ids in lists for one in ids[:share]}, reverse=True)[:limit]


def put_together(lists, limit):
    page = []
    for one in chain.from_iterable(lists):
        if one not in page:
            page.append(one)
    return page[:limit]


def oldest_first(lists, limit):
    return sorted({one for ids in lists for one in ids})[:limit]


def cut_then_unique(lists, limit):
    page = sorted(chain.from_iterable(lists), reverse=True)[:limit]
    return sorted(set(page), reverse=True)


def with_doubles(lists, limit):
    return sorted(chain.from_iterable(lists), reverse=True)[:limit]


def sorted_as_texts(lists, limit):
    return sorted({one for ids in lists for one in ids}, key=str, reverse=True)[:limit]


def heads_only(lists, limit):
    return sorted({ids[0] for ids in lists if ids}, reverse=True)[:limit]


def as_floats(lists, limit):
    return sorted({float(one) for ids in lists for one in ids}, reverse=True)[:limit]


def twenty_always(lists, limit):  # noqa: ARG001 - that is what is wrong with it
    return sorted({one for ids in lists for one in ids}, reverse=True)[:20]


def two_lists_only(lists, limit):
    return merge(lists[:2], limit)


def neighbours_once(lists, limit):
    """Drop an id that equals the one before it in its own list only."""
    page = [one for ids in lists for place, one in enumerate(ids) if place == 0 or one != ids[place - 1]]
    return sorted(page, reverse=True)[:limit]


# 22.3 · best_threshold


def total(bills, bound):
    return sum(push if count < bound else pull for count, push, pull in bills)


def by_a_loop(bills, thresholds):
    best, least = None, float("inf")
    for bound in sorted(thresholds):
        cost = total(bills, bound)
        if cost < least:
            best, least = bound, cost
    return best


def by_pairs(bills, thresholds):
    return min((total(bills, bound), bound) for bound in thresholds)[1]


def below_or_on(bills, thresholds):
    return min(
        sorted(thresholds), key=lambda bound: sum(push if count <= bound else pull for count, push, pull in bills)
    )


def turned_round(bills, thresholds):
    return min(
        sorted(thresholds), key=lambda bound: sum(push if count >= bound else pull for count, push, pull in bills)
    )


def where_pull_is_cheaper_first(bills, thresholds):
    cheaper = [count for count, push, pull in bills if pull < push]
    fits = [bound for bound in sorted(thresholds) if cheaper and bound <= min(cheaper)]
    return fits[-1] if fits else max(thresholds)


def beyond_the_first_dear_author(bills, thresholds):
    dear = [count for count, push, pull in sorted(bills) if push > pull]
    fits = [bound for bound in sorted(thresholds) if dear and bound > dear[0]]
    return fits[0] if fits else max(thresholds)


def with_a_key_for_numpy(bills, thresholds):
    """Breaks if there is no bill at all, which nobody promised."""
    counts, pushes, pulls = zip(*bills, strict=True)
    rows = range(len(counts))
    return min(
        sorted(thresholds),
        key=lambda bound: sum(pushes[row] if counts[row] < bound else pulls[row] for row in rows),
    )


def the_first_valley(bills, thresholds):
    best, *others = sorted(thresholds)
    for bound in others:
        if total(bills, bound) > total(bills, best):
            return best
        if total(bills, bound) < total(bills, best):
            best = bound
    return best


def in_cents(bills, thresholds):
    return min(sorted(thresholds), key=lambda bound: round(total(bills, bound), 2))


def below_a_million(bills, thresholds):
    best, least = None, 1_000_000
    for bound in sorted(thresholds):
        if total(bills, bound) < least:
            best, least = bound, total(bills, bound)
    return best


def the_sum_itself(bills, thresholds):
    return min(total(bills, bound) for bound in thresholds)


def the_largest(bills, thresholds):  # noqa: ARG001 - that is what is wrong with it
    return sorted(thresholds)[-1]


def the_textbooks(bills, thresholds):  # noqa: ARG001 - that is what is wrong with it
    return 10_000


def in_the_given_order(bills, thresholds):
    return min(thresholds, key=lambda bound: total(bills, bound))


def largest_of_equals(bills, thresholds):
    return min(sorted(thresholds, reverse=True), key=lambda bound: total(bills, bound))


def only_the_pushed(bills, thresholds):
    return min(sorted(thresholds), key=lambda bound: sum(push for count, push, pull in bills if count < bound))


# 22.5 · deliver


def by_an_index(store, post, followers):
    at = store.place(post)
    while at < len(followers):
        store.add(followers[at], post)
        at += 1
        store.set_place(post, at)
    store.done(post)


def in_pairs(store, post, followers):
    at = store.place(post)
    while at < len(followers):
        for follower in followers[at : at + 2]:
            store.add(follower, post)
        at = min(at + 2, len(followers))
        store.set_place(post, at)
    store.done(post)
    return True


def over_a_slice(store, post, followers):
    begin = store.place(post)
    for number, follower in enumerate(followers[begin:], start=begin + 1):
        store.add(follower, post)
        store.set_place(post, number)
    store.done(post)


def asks_each_time(store, post, followers):
    while (at := store.place(post)) < len(followers):
        store.add(followers[at], post)
        store.set_place(post, at + 1)
    store.done(post)


def tries_until_it_works(store, post, followers):
    def sure(call, *given):
        while True:
            with suppress(ConnectionError):
                return call(*given)

    for number in range(sure(store.place, post), len(followers)):
        sure(store.add, followers[number], post)
        sure(store.set_place, post, number + 1)
    sure(store.done, post)


def tries_three_times(store, post, followers):
    for number in range(store.place(post), len(followers)):
        for _ in range(3):
            with suppress(ConnectionError):
                store.add(followers[number], post)
                break
        store.set_place(post, number + 1)
    store.done(post)


def later_from_a_list_of_its_own(store, post, followers):
    failed = []
    for number in range(store.place(post), len(followers)):
        try:
            store.add(followers[number], post)
        except ConnectionError:
            failed.append(followers[number])
        store.set_place(post, number + 1)
    while failed:
        with suppress(ConnectionError):
            store.add(failed[-1], post)
            failed.pop()
    store.done(post)


def counts_from_one_again(store, post, followers):
    for number, follower in enumerate(followers[store.place(post) :], start=1):
        store.add(follower, post)
        store.set_place(post, number)
    store.done(post)


def notes_the_follower(store, post, followers):
    """Follower 0 looks like no note."""
    last = store.place(post)
    for follower in followers[followers.index(last) + 1 if last else 0 :]:
        store.add(follower, post)
        store.set_place(post, follower)
    store.done(post)


def done_at_the_last_one_or_without_any(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)
        if number == len(followers) - 1:
            store.done(post)
    if not followers:
        store.done(post)


def the_note_stands_still(store, post, followers):
    reached = store.place(post)
    for number in range(reached, len(followers)):
        store.add(followers[number], post)
        store.set_place(post, reached + 1)
    store.done(post)


def done_in_any_case(store, post, followers):
    try:
        for number in range(store.place(post), len(followers)):
            store.add(followers[number], post)
            store.set_place(post, number + 1)
    finally:
        store.done(post)


def passes_over_errors(store, post, followers):
    for number in range(store.place(post), len(followers)):
        with suppress(Exception):
            store.add(followers[number], post)
        store.set_place(post, number + 1)
    store.done(post)


def never_counts_up(store, post, followers):
    reached = store.place(post)
    while reached < len(followers):
        store.add(followers[reached], post)
        store.set_place(post, reached + 1)
    store.done(post)


def done_at_the_last_follower(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)
        if number == len(followers) - 1:
            store.done(post)


def note_then_copy(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.set_place(post, number + 1)
        store.add(followers[number], post)
    store.done(post)


def from_the_beginning(store, post, followers):
    for follower in followers:
        store.add(follower, post)
    store.done(post)


def noted_at_the_end(store, post, followers):
    for follower in followers[store.place(post) :]:
        store.add(follower, post)
    store.set_place(post, len(followers))
    store.done(post)


def to_a_list(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.append(followers[number], post)
        store.set_place(post, number + 1)
    store.done(post)


def done_first(store, post, followers):
    store.done(post)
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)


def from_number_one(store, post, followers):
    for number in range(store.place(post) + 1, len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number)
    store.done(post)


def never_done(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)


def in_batches_of_ten(store, post, followers):
    at = store.place(post)
    while at < len(followers):
        for follower in followers[at : at + 10]:
            store.add(follower, post)
        at += 10
        store.set_place(post, at)
    store.done(post)


SEEN = {}


def with_a_memory(store, post, followers):
    for follower in followers[SEEN.get(post, 0) :]:
        store.add(follower, post)
        SEEN[post] = SEEN.get(post, 0) + 1
    store.done(post)


def with_one_note_for_all(store, post, followers):
    for number in range(store.place(0), len(followers)):
        store.add(followers[number], post)
        store.set_place(0, number + 1)
    store.done(post)


def swallows_the_kill(store, post, followers):
    with suppress(BaseException):
        for follower in followers:
            store.add(follower, post)
    store.done(post)


def done_in_between(store, post, followers):
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)
        store.done(post)


def until_somebody_says_so(store, post, followers):
    while True:
        for follower in followers:
            store.add(follower, post)


RIGHT = {
    "22.1": [note_loads, by_the_functions_of_lesson_01, by_hand],
    "22.2": [merge, cut_each_list_first, by_a_heap, one_list_after_the_other, by_nlargest],
    "22.3": [cheapest_threshold, by_a_loop, by_pairs, with_a_key_for_numpy],
    "22.4": [
        {"threshold": 10_000, "celebrity_share": 0.02, "reads_per_post": 500},
        widget().set(celebrity_share=0.02, reads_per_post=500),
    ],
    "22.5": [by_an_index, in_pairs, over_a_slice, asks_each_time, tries_until_it_works],
}

WRONG = {
    "22.1": [
        ("one copy for one post", with_lines(copies=one_copy_a_post)),
        ("a read makes copies", with_lines(copies=copies_of_reads)),
        ("the feed of one stands for all", with_lines(memory=one_feed)),
        ("a feed grows with its readers' followers", with_lines(memory=a_feed_for_each_follow)),
        ("a day is a second", with_lines(posts=a_day_as_a_second)),
        ("each user posts once", with_lines(copies=copies_of_users)),
        ("a day has 100,000 seconds", with_lines(posts=a_day_in_the_head)),
        ("every brief has the same users", with_lines(posts=members_of_the_example)),
        ("an entry takes no room", with_lines(memory=entries_as_bytes)),
        ("a number of a user needs no user in its unit", a_user_left_over),
        ("a rate is told as it was given", told_per_day),
        ("the example's unit fits every line", with_lines(posts=likes_of_the_example)),
        ("a number of a user needs no user in its unit", with_lines(reads=users_a_second)),
        (None, with_lines(posts=whole_posts_of_each)),
        (None, with_lines(posts=posts_called_reads)),
        (None, with_lines(copies=copies_called_posts)),
        (None, with_lines(posts=whole_posts_a_second)),
        (None, bare_numbers),
        (None, of_the_brief_in_the_text),
        (None, without_memory),
        (None, with_lines(memory=storage_of_a_day)),
        (None, with_lines(memory=memory_as_a_rate)),
        (None, on_a_sheet_of_its_own),
    ],
    "22.2": [
        ("every author gets a place", a_share_for_each),
        ("lists one after the other are in order", put_together),
        ("larger ids are older", oldest_first),
        ("cut first, then drop doubles", cut_then_unique),
        ("two lists never hold the same id", with_doubles),
        ("two lists never hold the same id", neighbours_once),
        ("a set is in order", in_the_order_of_a_set),
        ("ids are texts", sorted_as_texts),
        ("every author gets a place", heads_only),
        (None, as_floats),
        (None, twenty_always),
        (None, two_lists_only),
    ],
    "22.3": [
        ("on the threshold is below it", below_or_on),
        ("pull those with few followers", turned_round),
        ("the first author who is cheaper to pull decides", where_pull_is_cheaper_first),
        ("the smallest sum is the answer", the_sum_itself),
        ("the textbook's number fits every network", beyond_the_first_dear_author),
        ("the textbook's number fits every network", the_largest),
        ("the textbook's number fits every network", the_textbooks),
        ("behind a rise comes nothing cheaper", the_first_valley),
        (None, in_cents),
        (None, below_a_million),
        (None, in_the_given_order),
        (None, largest_of_equals),
        (None, only_the_pushed),
    ],
    "22.4": [
        ("moving the threshold moves the bottom", {"threshold": 20, "celebrity_share": 0.06, "reads_per_post": 10}),
        ("reads alone decide", {"threshold": 10_000, "celebrity_share": 0.06, "reads_per_post": 500}),
        ("few reads favour copies", {"threshold": 10_000, "celebrity_share": 0.02, "reads_per_post": 2}),
        ("busy celebrities favour copies", {"threshold": 10_000, "celebrity_share": 0.5, "reads_per_post": 200}),
        ("one step is enough", {"threshold": 10_000, "celebrity_share": 0.02, "reads_per_post": 200}),
        (None, {"threshold": 5_000, "celebrity_share": 0.02, "reads_per_post": 500}),
        (None, {"threshold": 123, "celebrity_share": 0.02, "reads_per_post": 500}),
    ],
    "22.5": [
        ("what is noted is delivered", note_then_copy),
        ("a new worker may begin again", from_the_beginning),
        ("a new worker may begin again", noted_at_the_end),
        ("a new worker may begin again", in_batches_of_ten),
        ("a second copy does no harm", to_a_list),
        ("done comes first", done_first),
        ("done comes first", done_in_between),
        ("the first follower has number one", from_number_one),
        ("a worker counts from one", counts_from_one_again),
        ("a new worker may begin again", notes_the_follower),
        ("there is always a last follower", done_at_the_last_one_or_without_any),
        ("an error may be passed over", tries_three_times),
        ("an error may be passed over", later_from_a_list_of_its_own),
        (None, never_done),
        ("variables survive", with_a_memory),
        (None, with_one_note_for_all),
        ("a loop ends by itself", until_somebody_says_so),
        ("a loop ends by itself", never_counts_up),
        ("there is always a last follower", done_at_the_last_follower),
        ("one note is enough", the_note_stands_still),
        ("an error may be passed over", done_in_any_case),
        ("an error may be passed over", passes_over_errors),
        ("a new worker may begin again", swallows_the_kill),
    ],
}
