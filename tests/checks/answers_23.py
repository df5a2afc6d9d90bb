"""Lesson 23: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from course.widgets.delivery_view import CONFIRM, HOPE, STORE, delivery_view

# 23.1 · raised(state, user, delivered, read)


def by_copy(state, user, delivered, read):
    new = dict(state)
    old_delivered, old_read = state.get(user, (0, 0))
    new_read = read if read > old_read else old_read
    new_delivered = max(old_delivered, delivered)
    new[user] = (max(new_delivered, new_read), new_read)
    return new


def by_union(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    return state | {user: (max(d, delivered, read), max(r, read))}


def newest_counts(state, user, delivered, read):
    return state | {user: (max(delivered, read), read)}


def newest_of_each(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    read = read or r
    return state | {user: (max(delivered or d, read), read)}


def one_status(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    pair = (max(d, delivered, read), max(r, read))
    return {name: pair for name in {**state, user: pair}}


def as_one_pair(state, user, delivered, read):
    return state | {user: max(state.get(user, (0, 0)), (max(delivered, read), read))}


def without_gaps(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    return state | {user: (d + 1 if delivered == d + 1 else d, r + 1 if read == r + 1 else r)}


def added_up(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    return state | {user: (d + delivered, r + read)}


def two_stories(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    return state | {user: (max(d, delivered), max(r, read))}


def got_is_read(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    highest = max(d, r, delivered, read)
    return state | {user: (highest, highest)}


def known_users_only(state, user, delivered, read):
    d, r = state[user]
    return state | {user: (max(d, delivered, read), max(r, read))}


def only_if_both_rise(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    if delivered >= d and read >= r:
        return state | {user: (max(delivered, read), read)}
    return dict(state)


def only_this_user(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    return {user: (max(d, delivered, read), max(r, read))}


def in_place(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    state[user] = (max(d, delivered, read), max(r, read))
    return state


def remembering_outside():
    best = {}

    def raised(state, user, delivered, read):
        d, r = best.get(user, (0, 0))
        best[user] = (max(d, delivered, read), max(r, read))
        return state | {user: best[user]}

    return raised


# 23.2 · take(upto, early, number)


def with_a_loop(upto, early, number):
    if number <= upto:
        return [], upto, early
    early = early | {number}
    show = []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
        early = early - {upto}
    return show, upto, early


def by_recursion(upto, early, number):
    if number <= upto:
        return [], upto, set(early)
    if number > upto + 1:
        return [], upto, early | {number}
    rest, last, left = [], number, early - {number}
    if number + 1 in left:
        rest, last, left = by_recursion(number, left, number + 1)
    return [number, *rest], last, left


def from_a_list(upto, early, number):
    waiting = sorted(early | {number})
    show = []
    for each in waiting:
        if each == upto + 1:
            show.append(each)
            upto = each
    return show, upto, [each for each in waiting if each > upto]


def shows_all(upto, early, number):
    return [number], number, early


def not_twice_in_a_row(upto, early, number):
    return ([], upto, early) if number == upto else ([number], number, early)


def higher_only(upto, early, number):
    return ([number], number, early) if number > upto else ([], upto, early)


def a_set_of_all(upto, early, number):
    if number in early:
        return [], upto, early
    return [number], max(upto, number), early | {number}


def all_numbers_kept(upto, early, number):
    early = early | {number}
    show = []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
    return show, upto, early


def early_ones_dropped(upto, early, number):
    return ([number], number, early) if number == upto + 1 else ([], upto, early)


def frees_only_itself(upto, early, number):
    if number <= upto:
        return [], upto, early
    if number == upto + 1:
        return [number], number, early
    return [], upto, early | {number}


def frees_one_more(upto, early, number):
    show, upto, early = frees_only_itself(upto, early, number)
    if show and upto + 1 in early:
        upto += 1
        return [*show, upto], upto, early - {upto}
    return show, upto, early


def early_stays(upto, early, number):
    if number <= upto:
        return [], upto, early
    early = early | {number}
    show = []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
    return show, upto, early if len(show) > 1 else early - {upto}


def early_shown_at_once(upto, early, number):
    if number <= upto or number in early:
        return [], upto, early
    early = early | {number}
    while upto + 1 in early:
        upto += 1
    return [number], upto, {each for each in early if each > upto}


def off_by_one(upto, early, number):
    if number < upto:
        return [], upto, early
    early = early | {number}
    show = []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
    return show, upto, early - set(show)


def a_repeat_below_is_kept(upto, early, number):
    show, upto, early = with_a_loop(upto, early | {number}, number)
    return show, upto, early


def a_global_screen():
    seen = set()

    def take(upto, early, number):
        if number in seen:
            return [], upto, early
        seen.add(number)
        return with_a_loop(upto, early, number)

    return take


def empties_early(upto, early, number):
    show, upto, early = with_a_loop(upto, early, number)
    return show, upto, set() if show else early


def for_ever(upto, early, number):
    early = early | {number}
    while upto + 1 not in early or True:
        upto += 1
    return [], upto, early


# 23.4 · missing(upto, early)


def by_walking(upto, early):
    spans, first = [], upto + 1
    for number in sorted(early):
        if first < number:
            spans.append((first, number - 1))
        first = number + 1
    spans.append((first, None))
    return spans


def by_pairs(upto, early):
    here = [upto, *sorted(early)]
    spans = [(low + 1, high - 1) for low, high in zip(here, here[1:]) if high > low + 1]
    return [*spans, (here[-1] + 1, None)]


def without_the_end(upto, early):
    return by_walking(upto, early)[:-1]


def only_the_end(upto, early):
    return [(max(early, default=upto) + 1, None)]


def everything(upto, early):
    return [(upto + 1, None)]


def one_gap(upto, early):
    if not early:
        return [(upto + 1, None)]
    return [(upto + 1, min(early) - 1), (max(early) + 1, None)]


def half_open(upto, early):
    return [(first, last if last is None else last + 1) for first, last in by_walking(upto, early)]


def unsorted(upto, early):
    spans, first = [], upto + 1
    for number in early:
        if first < number:
            spans.append((first, number - 1))
        first = number + 1
    return [*spans, (first, None)]


def one_by_one(upto, early):
    end = max(early, default=upto)
    return [(number, number) for number in range(upto + 1, end) if number not in early] + [(end + 1, None)]


def with_empty_pairs(upto, early):
    spans, first = [], upto + 1
    for number in sorted(early):
        spans.append((first, number - 1))
        first = number + 1
    return [*spans, (first, None)]


def always_from_one(upto, early):
    return by_walking(0, early)


def end_asked_twice(upto, early):
    return [*by_walking(upto, early), (max(early, default=upto) + 1, None)]


def as_sets(upto, early):
    return set(by_walking(upto, early))


# 23.5 · to_send(waiting, on_the_way, window)


def by_slice(waiting, on_the_way, window):
    return waiting[: max(0, window - on_the_way)]


def with_a_count(waiting, on_the_way, window):
    going = []
    for copy in waiting:
        if on_the_way + len(going) >= window:
            break
        going.append(copy)
    return going


def negative_slice(waiting, on_the_way, window):
    return waiting[: window - on_the_way]


def as_far_as_it_differs(waiting, on_the_way, window):
    return waiting[: abs(window - on_the_way)]


def a_window_each_call(waiting, on_the_way, window):
    return waiting[:window]


def newest_first(waiting, on_the_way, window):
    return by_slice(waiting[::-1], on_the_way, window)


def the_newest(waiting, on_the_way, window):
    return waiting[max(0, len(waiting) - max(0, window - on_the_way)) :]


def by_name(waiting, on_the_way, window):
    return by_slice(sorted(waiting), on_the_way, window)


def from_a_set(waiting, on_the_way, window):
    return by_slice(sorted(set(waiting)), on_the_way, window)


def batches(waiting, on_the_way, window):
    return [] if on_the_way else waiting[:window]


def stop_and_wait(waiting, on_the_way, window):
    return waiting[:1] if on_the_way < min(1, window) else []


def one_each_call(waiting, on_the_way, window):
    return by_slice(waiting, on_the_way, window)[:1]


def no_window(waiting, on_the_way, window):
    return waiting


def always_thirty_two(waiting, on_the_way, window):
    return by_slice(waiting, on_the_way, 32)


def by_place(waiting, on_the_way, window):
    return waiting[on_the_way:window]


def by_place_as_many(waiting, on_the_way, window):
    return waiting[on_the_way : max(window, on_the_way)]


def one_too_many(waiting, on_the_way, window):
    return by_slice(waiting, on_the_way, window + 1)


def one_too_few(waiting, on_the_way, window):
    return by_slice(waiting, on_the_way, window - 1)


def nothing_ever(waiting, on_the_way, window):
    return []


def forty_at_most(waiting, on_the_way, window):
    return by_slice(waiting, on_the_way, window)[:40]


def taking_them_out(waiting, on_the_way, window):
    return [waiting.pop(0) for _ in range(max(0, min(len(waiting), window - on_the_way)))]


RIGHT = {
    "23.1": [by_copy, by_union],
    "23.2": [with_a_loop, from_a_list],
    "23.3": [
        delivery_view().set(design=CONFIRM, crash_s=1.1),
        {"design": CONFIRM, "crash_s": 1.1, "memory": True},
    ],
    "23.4": [by_walking, by_pairs],
    "23.5": [by_slice, with_a_count],
}


def small_numbers_only(state, user, delivered, read):
    had_delivered, had_read = state.get(user, (0, 0))
    read = min(1_000, max(had_read, read))
    return {**state, user: (min(1_000, max(had_delivered, delivered, read)), read)}


def twenty_at_most(upto, early, number):
    early, show = early | ({number} if number > upto else set()), []
    for _ in range(20):
        if upto + 1 in early:
            upto += 1
            show.append(upto)
    return show, upto, early - set(show)


def a_hundred_wait(upto, early, number):
    early, show = early | ({number} if number > upto and len(early) < 100 else set()), []
    while upto + 1 in early:
        upto += 1
        show.append(upto)
    return show, upto, early - set(show)


def two_thousand_numbers(upto, early):
    missed = [number for number in range(upto + 1, min(max(early, default=upto), 2_000) + 1) if number not in early]
    spans = []
    for number in missed:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return [*spans, (max(early, default=upto) + 1, None)]


def only_near_gaps(upto, early):
    spans, first = [], upto + 1
    for here in range(upto + 1, min(max(early, default=upto), upto + 50) + 1):
        if here in early:
            spans += [(first, here - 1)] if here > first else []
            first = here + 1
    return [*spans, (first, None)]


def two_hundred_wait(upto, early, number):
    show, upto, early = with_a_loop(upto, early, number)
    return show, upto, set(sorted(early)[:199])


def only_near_ones(upto, early, number):
    return ([], upto, set(early)) if number > upto + 200 else with_a_loop(upto, early, number)


def all_early_shown(upto, early, number):
    show, upto, early = frees_only_itself(upto, early, number)
    return ([*show, *sorted(early)], max([upto, *early]), set()) if show else (show, upto, early)


def first_as_it_is(state, user, delivered, read):
    return by_union(state, user, delivered, read) if user in state else state | {user: (delivered, read)}


def one_thing(state, user, delivered, read):
    return by_union(state, user, 0 if read else delivered, read)


def nothing_for_nothing(upto, early):
    return by_walking(upto, early) if early else []


def up_to_the_highest(upto, early):
    return [*by_walking(upto, early)[:-1], (max(early) + 1, None)]


def eight_pairs(upto, early):
    return [*by_walking(upto, early)[:-1][:8], by_walking(upto, early)[-1]]


def fifty_pairs(upto, early):
    return [*by_walking(upto, early)[:-1][:50], by_walking(upto, early)[-1]]


def at_least_one(waiting, on_the_way, window):
    return waiting[: max(1, window - on_the_way)]


def newcomer_as_told(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    read = max(r, read)
    return state | {user: (max(d, delivered or read, r), read)}


def read_capped(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    d = max(d, delivered)
    return state | {user: (d, max(r, min(read, d)))}


def only_near_others(state, user, delivered, read):
    new = by_union(state, user, delivered, read)
    return {name: pair for name, pair in new.items() if pair[0] <= new[user][0] + 1_000}


def emptied_by_a_repeat(upto, early, number):
    return ([], upto, set()) if number <= upto or number in early else with_a_loop(upto, early, number)


def five_thousand_wait(upto, early, number):
    show, upto, early = with_a_loop(upto, early, number)
    return show, upto, set(sorted(early)[:5_000])


def a_million_ahead(upto, early, number):
    return ([], upto, set(early)) if number - upto > 10**6 else with_a_loop(upto, early, number)


def open_from_the_start(upto, early):
    return [*by_walking(upto, early)[:-1], (upto + 1, None)]


def between_early_ones(upto, early):
    here = sorted(early) or [upto]
    spans = [(low + 1, high - 1) for low, high in zip(here, here[1:]) if high > low + 1]
    return [*spans, (here[-1] + 1, None)]


def until_equal(waiting, on_the_way, window):
    going = []
    while on_the_way != window and len(going) < len(waiting):
        going.append(waiting[len(going)])
        on_the_way += 1
    return going


def delivered_or_read(state, user, delivered, read):
    d, r = state.get(user, (0, 0))
    if delivered > d:
        d = delivered
    elif read > r:
        d, r = max(d, read), read
    return state | {user: (d, r)}


def half_open_to_the_end(upto, early):
    here = [upto, *sorted(early)]
    spans = [(low + 1, high) for low, high in zip(here, here[1:]) if high > low + 1]
    return [*spans, (here[-1], None)]


def as_many_as_may_go(waiting, on_the_way, window):
    return [waiting[place] for place in range(window - on_the_way)]


WRONG = {
    "23.1": [
        ("the first receipt is taken as it is", newcomer_as_told),
        ("read waits for delivered", read_capped),
        (None, only_near_others),
        (None, small_numbers_only),
        ("what came last is the latest", newest_counts),
        ("what came last is the latest", newest_of_each),
        ("a message has one status", one_status),
        ("the pair is compared as one", as_one_pair),
        ("receipts come without gaps", without_gaps),
        ("a receipt is a count", added_up),
        ("reading and having are two stories", two_stories),
        ("who has it has read it", got_is_read),
        ("everybody is known", known_users_only),
        ("a receipt says one thing", delivered_or_read),
        ("what is late in part is late in whole", only_if_both_rise),
        ("the first receipt is taken as it is", first_as_it_is),
        ("a receipt says one thing", one_thing),
        ("a message has one status", only_this_user),
        (None, in_place),
        ("a function keeps what it heard", remembering_outside()),
    ],
    "23.2": [
        ("few are early", twenty_at_most),
        ("few are early", five_thousand_wait),
        ("few are early", a_million_ahead),
        ("whoever waits may be forgotten", emptied_by_a_repeat),
        ("few are early", a_hundred_wait),
        ("few are early", two_hundred_wait),
        ("few are early", only_near_ones),
        ("a function may call itself as often as it likes", by_recursion),
        ("one number frees all that wait", all_early_shown),
        ("whatever comes is new", shows_all),
        ("a repeat follows at once", not_twice_in_a_row),
        ("the highest number is the last one shown", higher_only),
        ("a memory needs all numbers", a_set_of_all),
        ("showing early is as good", early_shown_at_once),
        ("a memory needs all numbers", all_numbers_kept),
        ("what is early comes again", early_ones_dropped),
        ("only its own number becomes free", frees_only_itself),
        ("what was early stays early", early_stays),
        ("only one waits", frees_one_more),
        ("what was shown may come in again", off_by_one),
        ("what was shown may come in again", a_repeat_below_is_kept),
        (None, a_global_screen()),
        ("whoever waits may be forgotten", empties_early),
        (None, for_ever),
    ],
    "23.3": [
        ("another design was asked for", {"design": HOPE, "crash_s": 1.0, "memory": True}),
        ("another design was asked for", {"design": STORE, "crash_s": 1.1, "memory": True}),
        ("shown twice was asked for", {"design": CONFIRM, "crash_s": 1.1, "memory": False}),
        ("a crash before it left makes it come twice", {"design": CONFIRM, "crash_s": 0.9, "memory": True}),
        ("a crash after the confirmation makes it come twice", {"design": CONFIRM, "crash_s": 1.8, "memory": True}),
        ("it must have been shown before the crash", {"design": CONFIRM, "crash_s": 1.4, "memory": True}),
        ("any of the four messages will do", {"design": CONFIRM, "crash_s": 2.5, "memory": True}),
        (None, {"design": CONFIRM, "crash_s": 99, "memory": True}),
        (None, {"design": CONFIRM, "crash_s": 1.05, "memory": True}),
    ],
    "23.4": [
        ("a phone misses a few messages", only_near_gaps),
        ("a phone misses a few messages", two_thousand_numbers),
        ("what I have seen tells what there is", without_the_end),
        ("my newest message says how far I am", only_the_end),
        ("to be safe, ask for everything", everything),
        ("there is one gap", one_gap),
        ("the open end begins where the phone stands", open_from_the_start),
        ("gaps lie between early numbers only", between_early_ones),
        ("the end of a pair is left out", half_open),
        ("the end of a pair is left out", half_open_to_the_end),
        ("a set is sorted", unsorted),
        ("each number is a question of its own", one_by_one),
        ("there is a gap before each early number", with_empty_pairs),
        ("where nothing is early, nothing is missing", nothing_for_nothing),
        ("where nothing is early, nothing is missing", up_to_the_highest),
        ("few gaps are open", eight_pairs),
        ("few gaps are open", fifty_pairs),
        (None, always_from_one),
        (None, end_asked_twice),
        (None, as_sets),
    ],
    "23.5": [
        ("a slice ends where I say", negative_slice),
        ("a difference is room", as_far_as_it_differs),
        ("as many wait as may go", as_many_as_may_go),
        ("a count meets its limit exactly", until_equal),
        ("the window is for each call", a_window_each_call),
        ("the newest is the most important", newest_first),
        ("the newest is the most important", the_newest),
        ("a name tells the age", by_name),
        ("a name tells the age", from_a_set),
        ("first all must be confirmed", batches),
        ("one at a time is enough", stop_and_wait),
        ("one at a time is enough", one_each_call),
        ("there is always room", no_window),
        ("there is always room", always_thirty_two),
        ("what is on its way stands in the list", by_place),
        ("what is on its way stands in the list", by_place_as_many),
        ("one more or less does not matter", one_too_many),
        ("one more or less does not matter", one_too_few),
        ("one may always go", at_least_one),
        (None, nothing_ever),
        (None, forty_at_most),
        (None, taking_them_out),
    ],
}
