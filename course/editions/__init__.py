"""From one source a lesson's two notebooks, and from those the exports.

``source`` reads ``solutions/NN-slug.py``; ``strip`` makes the two editions without running them; ``run`` executes one;
``build`` does that for what changed; ``verify`` holds the stored notebooks to their source without running them;
``export`` and ``site`` pack them for learners, for nbgrader and for the web.
"""
