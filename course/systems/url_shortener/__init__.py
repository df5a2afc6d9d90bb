"""A URL shortener: a short code for a long address, and a redirect that is fast, counted and stops in time."""
