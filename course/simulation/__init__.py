"""Virtual time, seeded traffic, a made-up city, and orders of calls that are chosen, not left to luck."""
