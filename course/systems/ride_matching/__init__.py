"""Which car comes for which rider? Offers, claims, batches and roads, played on a made-up city in virtual time.

``model`` holds the records, ``trips`` the states of a trip, ``board`` the one truth about who has whom (in Redis or in
memory), ``eta`` the ways over the roads, ``designs`` the rival ways to choose, ``service`` the dispatcher, ``fleet``
the drivers and their phones, ``workload`` the day, ``day`` plays it, ``history`` judges what happened, ``estimate`` is
the arithmetic. ``often_seen`` offers and reserves nobody, ``claim_store`` has the calls that a claim needs, ``faults``
breaks things.

``fares`` and ``surge`` make prices, ``priced_evening`` shows what they do, ``payments`` takes the money once.

``roads`` drives through traffic that differs by road, ``vehicles`` tells kinds of cars apart, ``trip_log`` keeps what
was said about a trip, ``trip_storm`` plays it on a bad network.
"""
