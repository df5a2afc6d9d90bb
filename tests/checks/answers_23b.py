"""Lesson 23b: wrong answers that a learner could give, each with its misconception, and other right ways to write it."""

from itertools import groupby

# 23b.1 · people


def by_a_dictionary(creator, invited, most):
    people = dict.fromkeys([creator, *invited])
    return list(people) if len(people) <= most else []


def by_a_set(creator, invited, most):
    people = {creator} | set(invited)
    if len(people) > most:
        return set()
    return people


def one_by_one(creator, invited, most):
    people = [creator]
    for name in invited:
        if name not in people:
            people.append(name)
            if len(people) > most:
                return []
    return tuple(people) if most >= 1 else []


def without_the_creators_seat(creator, invited, most):
    if len(invited) > most:
        return []
    return list(dict.fromkeys([creator, *invited]))


def people_invited(creator, invited, most):
    people = set(invited)
    if len(people) > most:
        return []
    return [creator, *(people - {creator})]


def no_creator(creator, invited, most):
    people = set(invited)
    return people if len(people) <= most else []


def no_creator_but_counted(creator, invited, most):
    people = set(invited) | {creator}
    return [name for name in people if name != creator] if len(people) <= most else []


def names_kept_twice(creator, invited, most):
    people = [creator, *(name for name in invited if name != creator)]
    return people if len(people) <= most else []


def creator_twice(creator, invited, most):
    people = [creator, *dict.fromkeys(invited)]
    return people if len(people) <= most else []


def counts_the_list(creator, invited, most):
    if len(invited) + 1 > most:
        return []
    return list({creator, *invited})


def counts_the_creator_twice(creator, invited, most):
    return [] if len(set(invited)) + 1 > most else list({creator, *invited})


def alone_without_asking(creator, invited, most):
    if not invited:
        return [creator]
    return by_a_dictionary(creator, invited, most)


def without_spaces(creator, invited, most):
    return by_a_dictionary(creator.strip(), [name.strip() for name in invited], most)


def sorts_the_list(creator, invited, most):
    invited.sort()
    return by_a_dictionary(creator, invited, most)


def in_small_letters(creator, invited, most):
    people = list({name.lower(): name for name in [creator, *invited]}.values())
    return people if len(people) <= most else []


def never_full(creator, invited, most):
    people = {creator, *invited}
    return people if len(people) < most else set()


def cuts(creator, invited, most):
    return list(dict.fromkeys([creator, *invited]))[:most]


def always_256(creator, invited, most):
    people = {creator, *invited}
    return people if len(people) <= 256 else set()


def no_limit(creator, invited, most):
    return {creator, *invited}


def changes_the_list(creator, invited, most):
    invited.append(creator)
    people = set(invited)
    return people if len(people) <= most else set()


def remembers_people():
    known = set()

    def people(creator, invited, most):
        known.update((creator, *invited))
        found = {creator, *invited}
        return list(found) if len(known) <= most else []

    return people


def only_neighbours(creator, invited, most):
    people = [creator]
    for name in invited:
        if name != people[-1]:
            people.append(name)
    return people if len(people) <= most else []


def sorted_neighbours(creator, invited, most):
    group = [name for name, _ in groupby([creator, *sorted(invited)])]
    return group if len(group) <= most else []


def limit_in_small_letters(creator, invited, most):
    people = {creator, *invited}
    return people if len({name.casefold() for name in people}) <= most else set()


def one_list_for_all():
    group = []

    def people(creator, invited, most):
        group.clear()
        group.extend({creator, *invited})
        if len(group) > most:
            group.clear()
        return group

    return people


def creator_before_a_set_with_her(creator, invited, most):
    people = {creator, *invited}
    return [creator, *people] if len(people) <= most else []


def creator_in_letters(creator, invited, most):
    people = set(invited).union(creator)
    return people if len(people) <= most else set()


def set_of_nothing(creator, invited, most):
    people = set(invited).add(creator)
    return people if len(people) <= most else []


def refuses_in_words(creator, invited, most):
    people = {creator, *invited}
    return list(people) if len(people) <= most else "refused"


def refuses_by_an_error(creator, invited, most):
    people = {creator, *invited}
    if len(people) > most:
        raise ValueError("full")
    return people


def named_exactly_once(creator, invited, most):
    group = [creator, *invited]
    people = [name for name in group if group.count(name) == 1]
    return people if len(people) <= most else []


# 23b.2 · cheaper


def by_difference(members, messages, opens, groups):
    return "log" if members * messages - messages > members * (opens - opens / groups) else "inboxes"


def in_whole_numbers(members, messages, opens, groups):
    inboxes = groups * members * messages + members * opens
    log = groups * (messages + members * opens)
    if inboxes <= log:
        return "inboxes"
    return "log"


def by_the_next_whole_number(members, messages, opens, groups):
    """Both ways ask a whole number but for this part; to round the sum up changes no comparison."""
    inboxes = members * messages + -(-members * opens // groups)
    return "log" if messages + members * opens < inboxes else "inboxes"


def by_size(members, messages, opens, groups):
    return "log" if members >= 256 else "inboxes"


def by_a_thousand(members, messages, opens, groups):
    return "log" if members >= 1_000 else "inboxes"


def one_look_into_inboxes(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + opens / groups else "inboxes"


def no_look_into_inboxes(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages else "inboxes"


def no_groups(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + members * opens else "inboxes"


def groups_on_both(members, messages, opens, groups):
    return "log" if messages + members * opens / groups < members * messages + members * opens / groups else "inboxes"


def one_reader(members, messages, opens, groups):
    return "log" if messages + opens < members * messages + opens / groups else "inboxes"


def log_writes_free(members, messages, opens, groups):
    return "log" if members * opens < members * messages + members * opens / groups else "inboxes"


def ties_to_the_log(members, messages, opens, groups):
    return "log" if messages + members * opens <= members * messages + members * opens / groups else "inboxes"


def messages_against_opens(members, messages, opens, groups):
    return "log" if messages > opens else "inboxes"


def messages_up_to_opens(members, messages, opens, groups):
    return "inboxes" if messages < opens else "log"


def no_entry_for_the_writer(members, messages, opens, groups):
    inboxes = (members - 1) * messages + members * opens / groups
    return "log" if messages + members * opens < inboxes else "inboxes"


def inboxes_looked_into_for_each_group(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + members * opens * groups else "inboxes"


def rounded_looks(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + members * (opens // groups) else "inboxes"


def whole_looks(members, messages, opens, groups):
    return "inboxes" if members * messages + members * opens // groups <= messages + members * opens else "log"


def looks_rounded_up(members, messages, opens, groups):
    return "log" if messages + members * opens < members * (messages + -(-opens // groups)) else "inboxes"


def nearest_looks(members, messages, opens, groups):
    looks = round(members * opens / groups)
    return "log" if messages + members * opens < members * messages + looks else "inboxes"


def log_looks_of_all_groups(members, messages, opens, groups):
    return "log" if messages + members * opens * groups < members * messages + members * opens else "inboxes"


def always_inboxes(members, messages, opens, groups):
    return "inboxes"


def always_log(members, messages, opens, groups):
    return "log"


def twenty_groups(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + members * opens / 20 else "inboxes"


def other_groups(members, messages, opens, groups):
    return "log" if messages + members * opens < members * messages + members * opens / (groups - 1) else "inboxes"


def to_one_place(members, messages, opens, groups):
    inboxes = members * messages + round(members * opens / groups, 1)
    return "log" if messages + members * opens < inboxes else "inboxes"


def nearly_alike(members, messages, opens, groups):
    inboxes = members * messages + members * opens / groups
    return "log" if messages + members * opens < inboxes - 0.05 else "inboxes"


def thirty_groups_at_most(members, messages, opens, groups):
    inboxes = members * messages + members * opens / min(groups, 30)
    return "log" if messages + members * opens < inboxes else "inboxes"


def the_other_way_round(members, messages, opens, groups):
    return "inboxes" if messages + members * opens < members * messages + members * opens / groups else "log"


def inboxes_without_members(members, messages, opens, groups):
    return "log" if messages + members * opens < messages + members * opens / groups else "inboxes"


def messages_of_each_member(members, messages, opens, groups):
    written = members * messages
    return "log" if written + members * opens < members * written + members * opens / groups else "inboxes"


def one_entry_too_many(members, messages, opens, groups):
    inboxes = (members + 1) * messages + members * opens / groups
    return "log" if messages + members * opens < inboxes else "inboxes"


def a_look_for_each_message(members, messages, opens, groups):
    log = messages + members * opens * messages
    return "log" if log < members * messages + members * opens / groups else "inboxes"


def only_looks_for_each_message(members, messages, opens, groups):
    return "log" if members * opens * messages < members * messages + members * opens / groups else "inboxes"


def by_the_larger(members, messages, opens, groups):
    return "log" if messages + members * opens > members * messages + members * opens / groups else "inboxes"


# 23b.3 · status


def with_all(number, sender, since, cursors):
    owed = [user for user in since if user != sender and since[user] < number]
    if owed and all(cursors.get(user, (0, 0))[1] >= number for user in owed):
        return "read"
    if owed and all(cursors.get(user, (0, 0))[0] >= number for user in owed):
        return "delivered"
    return "stored"


def by_counting(number, sender, since, cursors):
    owed = delivered = read = 0
    for user, after in since.items():
        if user == sender or after >= number:
            continue
        owed += 1
        had, seen = cursors.get(user, (0, 0))
        delivered += had >= number
        read += seen >= number
    if owed == 0:
        return "stored"
    return "read" if read == owed else "delivered" if delivered == owed else "stored"


def by_the_lowest(number, sender, since, cursors):
    lowest = [
        cursors.get(user, (0, 0)) for user, after in sorted(since.items()) if user != sender and not after >= number
    ]
    words = ["stored"]
    for pair in lowest:
        words.append("read" if pair[1] >= number else "delivered" if pair[0] >= number else "stored")
    return min(words[1:] or words, key=["stored", "delivered", "read"].index)


def judge(number, people, cursors, default=(0, 0)):
    pairs = [cursors.get(user, default) for user in people]
    if not pairs:
        return "stored"
    if all(read >= number for _, read in pairs):
        return "read"
    return "delivered" if all(delivered >= number for delivered, _ in pairs) else "stored"


def any_of_them(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if any(read >= number for _, read in pairs):
        return "read"
    return "delivered" if any(delivered >= number for delivered, _ in pairs) else "stored"


def most_of_them(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if pairs and 2 * sum(read >= number for _, read in pairs) > len(pairs):
        return "read"
    return "delivered" if pairs and 2 * sum(had >= number for had, _ in pairs) > len(pairs) else "stored"


def readers_by_number(number, sender, since, cursors):
    owed = [user for user, after in since.items() if user != sender and after < number]
    if owed and sum(read >= number for _, read in cursors.values()) >= len(owed):
        return "read"
    return "delivered" if owed and sum(had >= number for had, _ in cursors.values()) >= len(owed) else "stored"


def alone_by_size(number, sender, since, cursors):
    return "stored" if len(since) == 1 else nobody_is_everybody(number, sender, since, cursors)


def only_known_cursors(number, sender, since, cursors):
    return judge(
        number, [user for user in since if user in cursors and user != sender and since[user] < number], cursors
    )


def all_cursors(number, sender, since, cursors):
    return judge(number, [user for user in cursors if user != sender and since.get(user, 0) < number], cursors)


def the_sender_too(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if after < number], cursors)


def those_who_left_too(number, sender, since, cursors):
    people = {*since, *cursors} - {sender}
    return judge(number, [user for user in people if since.get(user, 0) < number], cursors)


def newcomers_too(number, sender, since, cursors):
    return judge(number, [user for user in since if user != sender], cursors)


def newcomers_by_one(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if user != sender and after <= number], cursors)


def newcomers_by_one_down(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if user != sender and after < number - 1], cursors)


def nobody_is_everybody(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if all(read >= number for _, read in pairs):
        return "read"
    return "delivered" if all(delivered >= number for delivered, _ in pairs) else "stored"


def strictly_more(number, sender, since, cursors):
    return judge(number + 1, [user for user, after in since.items() if user != sender and after < number], cursors)


def the_highest(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    delivered, read = max((pair[0] for pair in pairs), default=0), max((pair[1] for pair in pairs), default=0)
    return "read" if read >= number else "delivered" if delivered >= number else "stored"


def the_smallest_pair(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    delivered, read = min(pairs, default=(0, 0))
    return "read" if read >= number else "delivered" if delivered >= number else "stored"


def the_last_one(number, sender, since, cursors):
    word = "stored"
    for user, after in since.items():
        if user != sender and after < number:
            word = judge(number, [user], cursors)
    return word


def the_first_three(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if user != sender and after < number][:3], cursors)


def the_first_six(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if user != sender and after < number][:6], cursors)


def numbers_up_to_a_hundred(number, sender, since, cursors):
    return "stored" if number > 100 else with_all(number, sender, since, cursors)


def one_fewer(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    need = len(pairs) - 1
    if pairs and sum(read >= number for _, read in pairs) >= need:
        return "read"
    return "delivered" if pairs and sum(had >= number for had, _ in pairs) >= need else "stored"


def exactly_one_fewer(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    need = len(pairs) - 1
    if pairs and sum(read >= number for _, read in pairs) == need:
        return "read"
    return "delivered" if pairs and sum(had >= number for had, _ in pairs) == need else "stored"


def fields_swapped(number, sender, since, cursors):
    return with_all(number, sender, since, {user: (read, had) for user, (had, read) in cursors.items()})


def exactly_there(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if pairs and all(read == number for _, read in pairs):
        return "read"
    return "delivered" if pairs and all(had == number for had, _ in pairs) else "stored"


def delivered_to_any(number, sender, since, cursors):
    word = with_all(number, sender, since, cursors)
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    return "delivered" if word == "stored" and any(had >= number for had, _ in pairs) else word


def the_first_unread_decides(number, sender, since, cursors):
    word = with_all(number, sender, since, cursors)
    for user, after in since.items():
        had, read = cursors.get(user, (0, 0))
        if word != "read" and user != sender and after < number and read < number:
            return "delivered" if had >= number else "stored"
    return word


def delivered_is_asked_first(number, sender, since, cursors):
    pairs = [cursors.get(user, (0, 0)) for user, after in since.items() if user != sender and after < number]
    if pairs and all(had >= number for had, _ in pairs):
        return "delivered"
    return "read" if pairs and all(read >= number for _, read in pairs) else "stored"


def only_from_the_start(number, sender, since, cursors):
    return judge(number, [user for user, after in since.items() if user != sender and after == 0], cursors)


def sender_taken_out(number, sender, since, cursors):
    others = list(since)
    others.remove(sender)
    return judge(number, [user for user in others if since[user] < number], cursors)


def every_cursor_is_there(number, sender, since, cursors):
    owed = [user for user, after in since.items() if user != sender and after < number]
    return judge(number, owed, {user: cursors[user] for user in owed})


def never_read(number, sender, since, cursors):
    word = judge(number, [user for user, after in since.items() if user != sender and after < number], cursors)
    return "delivered" if word == "read" else word


def never_back():
    best = {}

    def status(number, sender, since, cursors):
        words = ["stored", "delivered", "read"]
        now = words.index(with_all(number, sender, since, cursors))
        best[number] = max(best.get(number, 0), now)
        return words[best[number]]

    return status


def fills_the_cursors(number, sender, since, cursors):
    for user in since:
        cursors.setdefault(user, (0, 0))
    return with_all(number, sender, since, cursors)


def cleans_up(number, sender, since, cursors):
    since.pop(sender, None)
    return with_all(number, sender, since, cursors)


RIGHT = {
    "23b.1": [by_a_dictionary, by_a_set, one_by_one],
    "23b.2": [by_difference, in_whole_numbers, by_the_next_whole_number],
    "23b.3": [with_all, by_counting, by_the_lowest],
}

# (the misconception that must be recognised, or None where only the case is shown; the answer)
WRONG = {
    "23b.1": [
        ("the creator invites, and is not counted", without_the_creators_seat),
        ("the creator invites, and is not counted", people_invited),
        ("the creator need not be in it", no_creator),
        ("the creator need not be in it", no_creator_but_counted),
        ("a list of names is a set of people", names_kept_twice),
        ("the creator is never on the list", creator_twice),
        ("the length of the list is the size of the group", counts_the_list),
        ("names that look alike are one person", in_small_letters),
        ("names that look alike are one person", without_spaces),
        ("the creator is never on the list", counts_the_creator_twice),
        ("who invites nobody needs no place", alone_without_asking),
        (None, sorts_the_list),
        ("a full group is too full", never_full),
        ("whoever does not fit is dropped", cuts),
        ("the limit is always 256", always_256),
        (None, no_limit),
        (None, changes_the_list),
        (None, remembers_people()),
        ("equal names stand side by side", only_neighbours),
        ("the creator is never on the list", sorted_neighbours),
        ("names that look alike are one person", limit_in_small_letters),
        (None, one_list_for_all()),
        ("a set with the creator has no creator yet", creator_before_a_set_with_her),
        ("a name is a collection of names", creator_in_letters),
        ("what changes a collection returns it", set_of_nothing),
        ("too many is a word, or an error", refuses_in_words),
        ("too many is a word, or an error", refuses_by_an_error),
        ("who is on the list twice is not on it", named_exactly_once),
    ],
    "23b.2": [
        ("large groups are read, small ones are written", by_size),
        ("large groups are read, small ones are written", by_a_thousand),
        ("inboxes are never looked into", no_look_into_inboxes),
        ("one member looks into an inbox", one_look_into_inboxes),
        ("every look is for one group", no_groups),
        ("every look is for one group", groups_on_both),
        ("a day has one reader", one_reader),
        ("what is written once is free", log_writes_free),
        ("alike means log", ties_to_the_log),
        ("messages against openings, and nothing else", messages_against_opens),
        ("messages against openings, and nothing else", messages_up_to_opens),
        ("the writer needs no entry", no_entry_for_the_writer),
        ("more groups, more looks for each of them", log_looks_of_all_groups),
        ("more groups, more looks for each of them", inboxes_looked_into_for_each_group),
        ("looks are shared in whole numbers", rounded_looks),
        ("looks are shared in whole numbers", whole_looks),
        ("looks are shared in whole numbers", nearest_looks),
        ("a part of a look is a whole one", looks_rounded_up),
        ("a message costs both ways alike", always_inboxes),
        ("a message costs both ways alike", inboxes_without_members),
        ("a day has one reader", messages_of_each_member),
        ("what is written once is free", one_entry_too_many),
        ("a look is one for each message", a_look_for_each_message),
        ("a look is one for each message", only_looks_for_each_message),
        (None, always_log),
        ("everybody is in twenty groups", twenty_groups),
        ("this group is not among the groups", other_groups),
        (None, to_one_place),
        (None, nearly_alike),
        (None, thirty_groups_at_most),
        ("the smaller one's name is the other's", the_other_way_round),
        ("the smaller one's name is the other's", by_the_larger),
    ],
    "23b.3": [
        ("one reader speaks for all", any_of_them),
        ("one reader speaks for all", the_highest),
        ("half of them are everybody", most_of_them),
        ("so many readers are enough", readers_by_number),
        ("nobody else is a group of one", alone_by_size),
        ("whoever has a cursor is all there are", only_known_cursors),
        ("whoever has a cursor is all there are", all_cursors),
        ("the sender must read it too", the_sender_too),
        ("who left is still owed", those_who_left_too),
        ("who comes later is owed what was before", newcomers_too),
        ("after message 7 includes message 7", newcomers_by_one),
        ("nobody means everybody", nobody_is_everybody),
        ("up to 7 does not hold 7", strictly_more),
        ("her first message is not hers", newcomers_by_one_down),
        ("only who was here from the start", only_from_the_start),
        ("some of them are all", the_first_six),
        (None, numbers_up_to_a_hundred),
        ("one fewer than all is enough", one_fewer),
        ("one fewer than all is enough", exactly_one_fewer),
        ("the first number is what was read", fields_swapped),
        ("up to 9 does not hold 7", exactly_there),
        ("one who has it speaks for all", delivered_to_any),
        ("the sender is always a member", sender_taken_out),
        ("everybody was heard of", every_cursor_is_there),
        ("the smallest pair holds both minimums", the_smallest_pair),
        ("some of them are all", the_first_three),
        ("some of them are all", the_last_one),
        ("who has it has not read it", never_read),
        ("who has it has not read it", delivered_is_asked_first),
        ("one who has it speaks for all", the_first_unread_decides),
        (None, never_back()),
        (None, cleans_up),
        (None, fills_the_cursors),
    ],
}
