"""A news feed: who sees which post, how soon, and what that costs."""
