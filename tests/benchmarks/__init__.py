"""Speed, as ratios: our parts beside the library that one would otherwise pick."""
