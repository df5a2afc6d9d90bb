"""Building blocks, one a module: what systems are made of."""
