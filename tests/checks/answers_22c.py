"""Lesson 22c: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from course.checks.lesson_22c.shards import wanted
from course.systems.news_feed.hot_post import ours_kept

# 22c.2 · which_shards


def by_condition(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} if cut_by in known else range_of(shards)


def range_of(shards):
    return frozenset(range(shards))


def a_sorted_list(cut_by, known, shard_of, shards):
    if known.get(cut_by) is None:
        return list(range(shards))
    return sorted(set(map(shard_of, known[cut_by])))


def in_a_loop(cut_by, known, shard_of, shards):
    found = []
    for value in known.get(cut_by, []):
        if shard_of(value) not in found:
            found.append(shard_of(value))
    return tuple(found) if cut_by in known else tuple(range(shards))


def a_range(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} if cut_by in known else range(shards)


def no_row_fits_nobody(cut_by, known, shard_of, shards):
    if any(len(values) == 0 for values in known.values()):
        return set()
    return by_condition(cut_by, known, shard_of, shards)


def every_known_value(cut_by, known, shard_of, shards):
    return {shard_of(value) for values in known.values() for value in values}


def first_known_column(cut_by, known, shard_of, shards):
    if not known:
        return set(range(shards))
    values = known[cut_by] if cut_by in known else next(iter(known.values()))
    return {shard_of(value) for value in values}


def unknown_is_nowhere(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known.get(cut_by, [])}


def empty_is_unknown(cut_by, known, shard_of, shards):
    values = known.get(cut_by)
    if not values:
        return set(range(shards))
    return {shard_of(value) for value in values}


def first_value_only(cut_by, known, shard_of, shards):
    if cut_by in known:
        return {shard_of(known[cut_by][0])} if known[cut_by] else set()
    return set(range(shards))


def one_call_a_value(cut_by, known, shard_of, shards):
    return [shard_of(value) for value in known[cut_by]] if cut_by in known else list(range(shards))


def the_value_itself(cut_by, known, shard_of, shards):
    return set(known[cut_by]) if cut_by in known else set(range(shards))


def remainder(cut_by, known, shard_of, shards):
    return {value % shards for value in known[cut_by]} if cut_by in known else set(range(shards))


def from_one(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} if cut_by in known else set(range(1, shards + 1))


def several_are_all(cut_by, known, shard_of, shards):
    values = known.get(cut_by)
    return {shard_of(values[0])} if values and len(values) == 1 else set(range(shards))


def always_all(cut_by, known, shard_of, shards):
    return set(range(shards))


def ten_shards(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} if cut_by in known else set(range(10))


def only_follows(cut_by, known, shard_of, shards):
    if cut_by == "follower" and "follower" not in known:
        return set(range(shards))
    return {shard_of(value) for value in known.get(cut_by, [])}


def a_count(cut_by, known, shard_of, shards):
    return len({shard_of(value) for value in known[cut_by]}) if cut_by in known else shards


def breaks_without_the_column(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]}


def a_range_without_end(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} if cut_by in known else range(10**15)


def last_value_only(cut_by, known, shard_of, shards):
    if cut_by in known:
        return {shard_of(value) for value in known[cut_by][-1:]}
    return set(range(shards))


SEEN = {}


def with_a_memory(cut_by, known, shard_of, shards):
    if cut_by not in known:
        return set(range(shards))
    for value in known[cut_by]:
        SEEN.setdefault(value, shard_of(value))
    return {SEEN[value] for value in known[cut_by]}


def also_unused(cut_by, known, shard_of, shards):
    return {shard_of(value) for value in known[cut_by]} | {0} if cut_by in known else set(range(shards))


# 22c.3 · get


def with_get(post_id, now_s, kept, fetch):
    fetched_s, text = kept.get(post_id, (float("-inf"), None))
    if now_s - fetched_s >= 10:
        text = fetch(post_id)
        kept[post_id] = (now_s, text)
    return text


def keeps_the_end(post_id, now_s, kept, fetch):
    if post_id not in kept or now_s >= kept[post_id][0]:
        kept[post_id] = (now_s + 10, fetch(post_id))
    return kept[post_id][1]


def deletes_the_old(post_id, now_s, kept, fetch):
    if post_id in kept and kept[post_id]["at"] <= now_s - 10:
        del kept[post_id]
    if post_id not in kept:
        kept[post_id] = {"at": now_s, "text": fetch(post_id)}
    return kept[post_id]["text"]


def two_entries(post_id, now_s, kept, fetch):
    if (post_id, "at") not in kept or now_s - kept[post_id, "at"] >= 10:
        kept[post_id, "at"] = now_s
        kept[post_id, "text"] = fetch(post_id)
    return kept[post_id, "text"]


def renewed_by_reads(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        kept[post_id] = (now_s, kept[post_id][1])
        return kept[post_id][1]
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


def for_ever(post_id, now_s, kept, fetch):
    if post_id not in kept:
        kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


def never_keeps(post_id, now_s, kept, fetch):
    return fetch(post_id)


def forgets_to_note(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    return fetch(post_id)


def ten_is_fresh(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] <= 10:
        return kept[post_id][1]
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


def one_place_for_all(post_id, now_s, kept, fetch):
    if "post" in kept and now_s - kept["post"][0] < 10:
        return kept["post"][1]
    kept["post"] = (now_s, fetch(post_id))
    return kept["post"][1]


def notes_only_once(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    return kept.setdefault(post_id, (now_s, fetch(post_id)))[1] if post_id not in kept else fetch(post_id)


def old_text_when_gone(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    text = fetch(post_id)
    if text is None and post_id in kept:
        return kept[post_id][1]
    kept[post_id] = (now_s, text)
    return text


def keeps_texts_only(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    text = fetch(post_id)
    if text is None:
        kept.pop(post_id, None)
    else:
        kept[post_id] = (now_s, text)
    return text


def serves_texts_only(post_id, now_s, kept, fetch):
    fetched_s, text = kept.get(post_id, (0, None))
    if text is None or now_s - fetched_s >= 10:
        text = fetch(post_id)
        kept[post_id] = (now_s, text)
    return text


def an_empty_text_is_none(post_id, now_s, kept, fetch):
    text, since = kept.get(post_id, ("", -10))
    if text != "" and now_s - since < 10:
        return text
    text = fetch(post_id)
    kept[post_id] = text, now_s
    return text


def by_truth(post_id, now_s, kept, fetch):
    hit = kept.get(post_id)
    if hit and hit[0] and now_s - hit[1] < 10:
        return hit[0]
    if hit and hit[0] is None and now_s - hit[1] < 10:
        return None
    text = fetch(post_id)
    kept[post_id] = (text, now_s)
    return text


def one_moment_for_all(post_id, now_s, kept, fetch):
    if now_s - kept.get("since", float("-inf")) >= 10:
        kept.clear()
        kept["since"] = now_s
    if post_id not in kept:
        kept[post_id] = fetch(post_id)
    return kept[post_id]


def ten_is_fresh_for_the_deleted(post_id, now_s, kept, fetch):
    if post_id in kept:
        fetched_s, text = kept[post_id]
        if now_s - fetched_s < 10 or (text is None and now_s - fetched_s == 10):
            return text
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


def by_the_clock_of_the_wall(post_id, now_s, kept, fetch):
    window = int(now_s // 10)
    if post_id not in kept or kept[post_id][0] != window:
        kept[post_id] = (window, fetch(post_id))
    return kept[post_id][1]


def outside():
    mine = {}

    def get(post_id, now_s, kept, fetch):
        return ours_kept(post_id, now_s, mine, fetch)

    return get


def fetched_at_zero(post_id, now_s, kept, fetch):
    fetched_s, text = kept.get(post_id, (0, None))
    if now_s - fetched_s >= 10:
        text = fetch(post_id)
        kept[post_id] = (now_s, text)
    return text


def fetches_twice(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    kept[post_id] = (now_s, fetch(post_id))
    return fetch(post_id)


def empty_is_none(post_id, now_s, kept, fetch):
    return ours_kept(post_id, now_s, kept, fetch) or None


def truthy_moment(post_id, now_s, kept, fetch):
    fetched_s, text = kept.get(post_id, (0, None))
    if fetched_s and now_s - fetched_s < 10:
        return text
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


def clears_all(post_id, now_s, kept, fetch):
    if post_id in kept and now_s - kept[post_id][0] < 10:
        return kept[post_id][1]
    kept.clear()
    kept[post_id] = (now_s, fetch(post_id))
    return kept[post_id][1]


RIGHT = {
    "22c.1": [{"lines": 510, "limit": 512}, {"limit": 512, "lines": 510}],
    "22c.2": [wanted, by_condition, a_sorted_list, in_a_loop, a_range, no_row_fits_nobody],
    "22c.3": [ours_kept, with_get, keeps_the_end, deletes_the_old, two_entries],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "22c.1": [
        ("only lines count against the limit", {}),
        ("only lines count against the limit", {"lines": 127, "limit": 128}),
        ("only lines count against the limit", {"lines": 255, "limit": 256}),
        ("only lines count against the limit", {"lines": 511, "limit": 512}),
        ("one price for every length", {"lines": 800, "limit": 512}),
        ("one price for every length", {"lines": 400, "limit": 256}),
        ("what fits is enough", {"lines": 126, "limit": 128}),
        ("what fits is enough", {"lines": 400, "limit": 512}),
        ("what fits is enough", {"lines": 254, "limit": 256}),
        (None, {"lines": 300}),
    ],
    "22c.2": [
        ("a known value always leads to a shard", every_known_value),
        ("a known value always leads to a shard", first_known_column),
        ("what cannot be found is nowhere", unknown_is_nowhere),
        ("nobody known and nothing known are the same", empty_is_unknown),
        ("one value decides", first_value_only),
        ("every value is a question of its own", one_call_a_value),
        ("a value is its shard", the_value_itself),
        ("a value is its shard", remainder),
        ("shards count from one", from_one),
        ("several values mean all shards", several_are_all),
        ("one value decides", last_value_only),
        (None, with_a_memory),
        (None, always_all),
        (None, ten_shards),
        (None, only_follows),
        (None, a_count),
        (None, breaks_without_the_column),
        (None, also_unused),
        (None, a_range_without_end),
    ],
    "22c.3": [
        ("each read renews it", renewed_by_reads),
        ("what is kept stays right", for_ever),
        ("asking is free", never_keeps),
        ("asking is free", forgets_to_note),
        ("ten seconds old is still fresh", ten_is_fresh),
        ("one post is all there is", one_place_for_all),
        ("fetched anew, kept as before", notes_only_once),
        ("an absence is nothing to keep", keeps_texts_only),
        ("an absence is nothing to keep", serves_texts_only),
        ("an empty text is no text", an_empty_text_is_none),
        ("an empty text is no text", by_truth),
        ("no news, so the old text", old_text_when_gone),
        ("time comes in slots of ten seconds", by_the_clock_of_the_wall),
        ("a new look throws the others away", clears_all),
        ("one age for all posts", one_moment_for_all),
        (None, ten_is_fresh_for_the_deleted),
        (None, fetches_twice),
        ("an empty text is no text", empty_is_none),
        ("every process knows what mine knows", outside()),
        ("the clock never says 0", truthy_moment),
        ("the clock never says 0", fetched_at_zero),
    ],
}
