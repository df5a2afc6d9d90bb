"""Lesson 26b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

import heapq
from collections import deque

from course.systems.ride_matching.trip_log import take_by_state, take_by_table, take_last_word, take_message
from course.systems.ride_matching.trips import STEPS

DRIVERS = {"driver_left", "arrive", "board", "drop_off"}

# 26b.1 · arrival_s


def with_the_best_so_far(neighbours, drive_s, start, end, leave_s):
    best, heap, done = {start: leave_s}, [(leave_s, start)], set()
    while heap:
        moment, here = heapq.heappop(heap)
        if here in done:
            continue
        done.add(here)
        for there in neighbours[here]:
            arrives = moment + drive_s(here, there, moment)
            if arrives < best.get(there, float("inf")):
                best[there] = arrives
                heapq.heappush(heap, (arrives, there))
    return best.get(end)


def without_a_heap(neighbours, drive_s, start, end, leave_s):
    waiting, done = {start: leave_s}, set()
    while waiting:
        here = min(waiting, key=waiting.get)
        moment = waiting.pop(here)
        done.add(here)
        if here == end:
            return moment
        for there in neighbours[here]:
            if there not in done:
                arrives = moment + drive_s(here, there, moment)
                waiting[there] = min(waiting.get(there, arrives), arrives)
    return None


def a_sorted_list(neighbours, drive_s, start, end, leave_s):
    waiting, final = [(leave_s, start)], {}
    while waiting:
        waiting.sort(reverse=True)
        moment, here = waiting.pop()
        if here in final:
            continue
        final[here] = moment
        waiting += [(moment + drive_s(here, there, moment), there) for there in neighbours[here]]
    return final.get(end)


def calls_itself(neighbours, drive_s, start, end, leave_s):
    def go(heap, done):
        if not heap:
            return None
        moment, here = heapq.heappop(heap)
        if here == end:
            return moment
        if here not in done:
            for there in neighbours[here]:
                heapq.heappush(heap, (moment + drive_s(here, there, moment), there))
        return go(heap, done | {here})

    return go([(leave_s, start)], frozenset())


def always_the_shortest_road(neighbours, drive_s, start, end, leave_s):
    moment, here, seen = leave_s, start, {start}
    while here != end:
        roads = [(drive_s(here, there, moment), there) for there in neighbours[here] if there not in seen]
        if not roads:
            return None
        takes, here = min(roads)
        seen.add(here)
        moment += takes
    return moment


def the_shortest_road_of_all(neighbours, drive_s, start, end, leave_s):
    heap, done = [(0, start, leave_s)], set()
    while heap:
        _, here, moment = heapq.heappop(heap)
        if here == end:
            return moment
        if here not in done:
            done.add(here)
            for there in neighbours[here]:
                takes = drive_s(here, there, moment)
                heapq.heappush(heap, (takes, there, moment + takes))
    return None


def done_from_last_time(neighbours, drive_s, start, end, leave_s, done=set()):  # noqa: B006 - that is the mistake
    heap = [(leave_s, start)]
    while heap:
        moment, here = heapq.heappop(heap)
        if here == end:
            return moment
        if here not in done:
            done.add(here)
            for there in neighbours[here]:
                heapq.heappush(heap, (moment + drive_s(here, there, moment), there))
    return None


def fewest_roads(neighbours, drive_s, start, end, leave_s):
    queue, seen = deque([(leave_s, start)]), {start}
    while queue:
        moment, here = queue.popleft()
        if here == end:
            return moment
        for there in neighbours[here]:
            if there not in seen:
                seen.add(there)
                queue.append((moment + drive_s(here, there, moment), there))
    return None


def done_when_seen(neighbours, drive_s, start, end, leave_s):
    heap, seen = [(leave_s, start)], {start}
    while heap:
        moment, here = heapq.heappop(heap)
        if here == end:
            return moment
        for there in neighbours[here]:
            if there not in seen:
                seen.add(there)
                heapq.heappush(heap, (moment + drive_s(here, there, moment), there))
    return None


def returns_when_seen(neighbours, drive_s, start, end, leave_s):
    heap, done = [(leave_s, start)], set()
    if start == end:
        return leave_s
    while heap:
        moment, here = heapq.heappop(heap)
        if here in done:
            continue
        done.add(here)
        for there in neighbours[here]:
            arrives = moment + drive_s(here, there, moment)
            if there == end:
                return arrives
            heapq.heappush(heap, (arrives, there))
    return None


def frozen_clock(neighbours, drive_s, start, end, leave_s):
    return without_a_heap(neighbours, lambda a, b, _: drive_s(a, b, leave_s), start, end, leave_s)


def from_midnight(neighbours, drive_s, start, end, leave_s):
    took = without_a_heap(neighbours, drive_s, start, end, 0)
    return None if took is None else leave_s + took


def how_long(neighbours, drive_s, start, end, leave_s):
    arrives = without_a_heap(neighbours, drive_s, start, end, leave_s)
    return None if arrives is None else arrives - leave_s


def infinity_for_no_way(neighbours, drive_s, start, end, leave_s):
    arrives = without_a_heap(neighbours, drive_s, start, end, leave_s)
    return float("inf") if arrives is None else arrives


def an_empty_heap_is_an_error(neighbours, drive_s, start, end, leave_s):
    heap, done = [(leave_s, start)], set()
    while True:
        moment, here = heapq.heappop(heap)
        if here == end:
            return moment
        if here not in done:
            done.add(here)
            for there in neighbours[here]:
                heapq.heappush(heap, (moment + drive_s(here, there, moment), there))


def no_way_is_minus_one(neighbours, drive_s, start, end, leave_s):
    arrives = without_a_heap(neighbours, drive_s, start, end, leave_s)
    return -1 if arrives is None else arrives


def never_done(neighbours, drive_s, start, end, leave_s):
    heap = [(leave_s, start)]
    while heap:
        moment, here = heapq.heappop(heap)
        if here == end:
            return moment
        for there in neighbours[here]:
            heapq.heappush(heap, (moment + drive_s(here, there, moment), there))
    return None


def every_way(neighbours, drive_s, start, end, leave_s):
    def ways(here, moment, seen):
        if here == end:
            yield moment
            return
        for there in neighbours[here]:
            if there not in seen:
                yield from ways(there, moment + drive_s(here, there, moment), seen | {there})

    return min(ways(start, leave_s, {start}), default=None)


def better_and_better(neighbours, drive_s, start, end, leave_s):
    best, queue = {start: leave_s}, deque([start])
    while queue:
        here = queue.popleft()
        for there in neighbours[here]:
            arrives = best[here] + drive_s(here, there, best[here])
            if arrives < best.get(there, float("inf")):
                best[there] = arrives
                queue.append(there)
    return best.get(end)


def remembers_the_first_look(neighbours, drive_s, start, end, leave_s):
    known, best, queue = {}, {start: leave_s}, deque([start])
    while queue:
        here = queue.popleft()
        for there in neighbours[here]:
            if (here, there) not in known:
                known[here, there] = drive_s(here, there, best[here])
            arrives = best[here] + known[here, there]
            if there not in best or arrives < best[there]:
                best[there] = arrives
                queue.append(there)
    return best.get(end)


def remembers_the_first_look_on_a_stack(neighbours, drive_s, start, end, leave_s):
    known, best, stack = {}, {start: leave_s}, [start]
    while stack:
        here = stack.pop()
        for there in neighbours[here]:
            if (here, there) not in known:
                known[here, there] = drive_s(here, there, best[here])
            arrives = best[here] + known[here, there]
            if there not in best or arrives < best[there]:
                best[there] = arrives
                stack.append(there)
    return best.get(end)


def three_roads_at_most(neighbours, drive_s, start, end, leave_s):
    best = {start: leave_s}
    for _ in range(3):
        for here, moment in list(best.items()):
            for there in neighbours[here]:
                arrives = moment + drive_s(here, there, moment)
                best[there] = min(best.get(there, arrives), arrives)
    return best.get(end)


def both_ways(neighbours, drive_s, start, end, leave_s):
    roads = {junction: set(around) for junction, around in neighbours.items()}
    for here, around in neighbours.items():
        for there in around:
            roads[there].add(here)
    return without_a_heap(roads, drive_s, start, end, leave_s)


def remembering_towns():
    known = {}

    def arrival_s(neighbours, drive_s, start, end, leave_s):
        if (start, end) not in known:
            known[start, end] = without_a_heap(neighbours, drive_s, start, end, leave_s)
        return known[start, end]

    return arrival_s


def asks_at_the_end_of_the_road(neighbours, drive_s, start, end, leave_s):
    def late_s(a, b, moment):
        return drive_s(a, b, moment + 30)

    return without_a_heap(neighbours, late_s, start, end, leave_s)


def never_the_same_place(neighbours, drive_s, start, end, leave_s):
    return None if start == end else without_a_heap(neighbours, drive_s, start, end, leave_s)


# 26b.2 · take


def follow(history):
    state, driver = "searching", None
    for _number, sender, event in history:
        state = STEPS[state, event]
        if event == "match":
            driver = sender
    return state, driver


def in_plain_ifs(history, message):
    for known in history:
        if known == message:
            return "again"
    state, driver = follow(history)
    _, sender, event = message
    if (state, event) not in STEPS:
        return "refused"
    if event in DRIVERS:
        return "done" if sender == driver else "refused"
    return "done"


def from_the_end(history, message):
    if history.count(message):
        return "again"
    matches = [sender for _, sender, event in history if event == "match"]
    own = message[2] not in DRIVERS or matches[-1:] == [message[1]]
    state = (
        STEPS[[before for before, event in STEPS if event == history[-1][2]][0], history[-1][2]]
        if history
        else "searching"
    )
    return "done" if own and (state, message[2]) in STEPS else "refused"


def with_get(history, message):
    state, driver = follow(history)
    if STEPS.get((state, message[2])) is None or (message[2] in DRIVERS and message[1] != driver):
        return "again" if message in history else "refused"
    return "again" if message in history else "done"


def by_sender_and_number(history, message):
    """A phone never uses a number for two messages, so the event need not be compared."""
    return "again" if message[:2] in [known[:2] for known in history] else take_message(history, message)


def the_high_water_mark(history, message):
    if any(sender == message[1] and number >= message[0] for number, sender, _ in history):
        return "again"
    return take_message(history, message)


def high_water_where_the_step_is_allowed(history, message):
    verdict = take_message(history, message)
    older = any(sender == message[1] and number > message[0] for number, sender, _ in history)
    return "again" if older and verdict == "done" else verdict


def any_driver(history, message):
    return "again" if message in history else take_by_table(history, message)


def only_the_last_repeat(history, message):
    if history and history[-1] == message:
        return "again"
    return take_message(history, message) if message not in history else "refused"


def who_stands_there_already(history, message):
    state, driver = follow(history)
    if message in history or message[2] in {event for (_, event), after in STEPS.items() if after == state}:
        return "again"
    own = message[2] not in DRIVERS or driver == message[1]
    return "done" if own and (state, message[2]) in STEPS else "refused"


def of_the_last_ten(history, message):
    state, driver = follow(history)
    if message in history[-10:]:
        return "again"
    own = message[2] not in DRIVERS or driver == message[1]
    return "done" if own and (state, message[2]) in STEPS else "refused"


def first_driver(history, message):
    if message in history:
        return "again"
    state, _ = follow(history)
    driver = next((sender for _, sender, event in history if event == "match"), None)
    own = message[2] not in DRIVERS or driver == message[1]
    return "done" if own and (state, message[2]) in STEPS else "refused"


def anybody_who_drove(history, message):
    if message in history:
        return "again"
    state, _ = follow(history)
    drove = {sender for _, sender, event in history if event == "match"}
    own = message[2] not in DRIVERS or message[1] in drove
    return "done" if own and (state, message[2]) in STEPS else "refused"


def by_number(history, message):
    return "again" if message[0] in [number for number, _, _ in history] else take_message(history, message)


def by_sender_and_number_but_rider_last(history, message):
    state, driver = follow(history)
    if message[:1] + message[1:2] in [known[:2] for known in history] and message[2] != "cancel":
        return "again"
    own = message[2] not in DRIVERS or driver == message[1]
    return "done" if own and (state, message[2]) in STEPS and message[2] != "pay" else "refused"


def without_numbers(history, message):
    return "again" if message[1:] in [known[1:] for known in history] else take_message(history, message)


def again_for_the_impossible(history, message):
    verdict = take_message(history, message)
    return "again" if verdict == "refused" else verdict


def trips_over_the_unknown(history, message):
    if message in history:
        return "again"
    state, driver = follow(history)
    if message[2] in DRIVERS and driver != message[1]:
        return "refused"
    try:
        after = STEPS[state, message[2]]
    except KeyError:
        if message[2] not in {event for _, event in STEPS}:
            raise
        return "refused"
    return "done" if after else "refused"


def the_very_same_object(history, message):
    if any(known is message for known in history):
        return "again"
    return "refused" if message in history else take_message(history, message)


def others_may_speak_for_the_driver(history, message):
    if message in history or message[1].startswith("driver"):
        return take_message(history, message)
    return take_by_table(history, message)


def all_of_a_driver(history, message):
    if message in history:
        return "again"
    state, driver = follow(history)
    own = driver is None or message[1] == driver
    return "done" if own and (state, message[2]) in STEPS else "refused"


def remembers_the_last_trip():
    seen = []

    def take(history, message):
        if message in seen:
            return "again"
        verdict = take_message(history, message)
        if verdict == "done":
            seen.append(message)
        return verdict

    return take


def says_nothing(history, message):
    return "" if take_message(history, message) == "refused" else take_message(history, message)


def refuses_repeats(history, message):
    return "refused" if message in history else take_message(history, message)


def adds_to_the_log(history, message):
    verdict = take_message(history, message)
    if verdict == "done":
        history.append(message)
    return verdict


RIGHT = {
    "26b.1": [with_the_best_so_far, without_a_heap, a_sorted_list, calls_itself],
    "26b.2": [take_message, in_plain_ifs, from_the_end, with_get, by_sender_and_number],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "26b.1": [
        ("a good beginning is a good way", always_the_shortest_road),
        ("the shortest road comes out first", the_shortest_road_of_all),
        ("all towns are one", done_from_last_time),
        ("the fewest roads are the fastest way", fewest_roads),
        ("first seen is first reached", done_when_seen),
        ("the end is reached when it is seen", returns_when_seen),
        ("the clock stands still", frozen_clock),
        ("every day begins at zero", from_midnight),
        ("how long is when", how_long),
        ("there is always a way", infinity_for_no_way),
        ("there is always a way", an_empty_heap_is_an_error),
        ("there is always a way", no_way_is_minus_one),
        ("every way must be tried", never_done),
        ("every way must be tried", every_way),
        ("every way must be tried", better_and_better),
        ("every way must be tried", three_roads_at_most),
        ("the first look stays true", remembers_the_first_look),
        ("the first look stays true", remembers_the_first_look_on_a_stack),
        (None, both_ways),
        ("all towns are one", remembering_towns()),
        (None, asks_at_the_end_of_the_road),
        (None, never_the_same_place),
    ],
    "26b.2": [
        ("the table knows who speaks", take_by_table),
        ("the table knows who speaks", any_driver),
        ("the table knows who speaks", take_last_word),
        ("who asks for the state that stands gets yes", take_by_state),
        ("who asks for the state that stands gets yes", who_stands_there_already),
        ("a repeat comes at once", only_the_last_repeat),
        ("a repeat comes at once", of_the_last_ten),
        ("the first driver stays the driver", first_driver),
        ("who drove once may speak for ever", anybody_who_drove),
        ("a number names a message", by_number),
        ("a phone tells each event once", without_numbers),
        ("a smaller number is an old message", the_high_water_mark),
        ("a smaller number is an old message", high_water_where_the_step_is_allowed),
        ("what cannot be done was done before", again_for_the_impossible),
        ("everybody sends what the table knows", trips_over_the_unknown),
        (None, by_sender_and_number_but_rider_last),
        (None, all_of_a_driver),
        (None, the_very_same_object),
        (None, others_may_speak_for_the_driver),
        ("all trips are one", remembers_the_last_trip()),
        (None, says_nothing),
        (None, refuses_repeats),
        (None, adds_to_the_log),
    ],
}
