"""Where is every driver now, and who is near this rider?

``model`` holds the records, ``designs`` the rival ways to find the nearest, ``service`` the one for a round Earth,
``workload`` the cars on the roads, ``estimate`` the arithmetic. ``often_seen`` is a tree and its server as they are
often built, ``borders`` shows two mistakes of that tree, ``leaves`` is a tree taken apart to move drivers in.

``rivals`` are indexes of one city behind one question, ``redis_geo`` the same in Redis, ``figures`` what each costs.

``redis_map`` is one map for all servers, ``heard`` the sweeper that takes silent drivers off it, ``silence`` plays
phones that fall silent. ``shards`` spreads the map over nodes, ``live_faults`` lets crowds gather and nodes die.
"""
