"""A URL shortener: a short code for a long address, and a redirect that is fast, counted and stops in time.

``model`` holds the records, ``links`` the one truth about who owns a code, ``designs`` the rival ways to make one,
``service`` the shortener, ``api`` its side toward the web, ``workload`` the traffic, ``estimate`` the arithmetic;
``faults`` breaks its stores.

``comparison`` puts the ways to make a code side by side, ``code_faults`` breaks them. ``shards`` spreads links over
machines; ``layouts`` and ``record_stores`` compare tables and databases. ``clicks`` counts clicks, ``click_traffic``
draws a day of them, ``click_faults`` cuts the power. ``addresses`` says what may become a link, ``preview`` fetches the
page behind it, ``limits`` counts calls. ``peak`` plays the busiest moment of a plan.
"""
