"""Virtual time, seeded traffic, and orders of calls that are chosen, not left to luck."""
