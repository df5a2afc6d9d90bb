"""A news feed: who sees which post, how soon, and what that costs.

``model`` holds the records, ``designs`` the three rivals (push, pull, hybrid), ``service`` the feed that we would ship,
``graph`` who follows whom and ``edges`` the same while it changes, ``workload`` a day of posts and reads. The service
stands on ``posts`` (the table), ``id_lists`` (ids in Redis), ``fanout`` (the worker that delivers), ``modes`` (push or
pull?), ``post_cache``, ``recent`` and ``reactions``. ``often_seen`` has the designs that fail, ``faults`` makes them.

``costs`` is the arithmetic of a day, ``profile`` the network as it sees it, ``estimate`` the step to half a billion
users; ``reads`` merges many lists into a page in five ways.

``scrolls`` pages while posts arrive, ``ranking`` puts them in another order, ``ranked_scrolls`` does both, ``reposts``
passes posts on. ``killed`` and ``resumable`` let a worker die at any call, ``backfill`` cuts the power while a reader
begins to follow. ``shapes`` tells what Redis needs for a feed, ``lifetimes`` when a feed goes away, ``hot_post`` how
long all wait for one post; ``tables`` holds posts and likes in SQL.
"""
