"""Make social_graph.csv: ten thousand users, whom they follow, and how often they post and read."""

import csv
import io
import random
from pathlib import Path

from course.systems.news_feed.graph import FOLLOWS_EACH, SEED, USERS, make_graph

HERE = Path(__file__).resolve().parent
COLUMNS = ("user", "posts_per_day", "reads_per_day", "follows")


def main() -> None:
    """Write the file beside this one."""
    (HERE / "social_graph.csv").write_text(made(), encoding="utf-8", newline="")
    print(f"wrote {HERE / 'social_graph.csv'}")


def made() -> str:
    """Return the text of social_graph.csv: a row for each user, 0 first."""
    graph = make_graph(USERS, FOLLOWS_EACH, random.Random(SEED))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for user, follows in enumerate(graph.follows):
        rates = (f"{graph.posts_per_day[user]:g}", f"{graph.reads_per_day[user]:g}")
        writer.writerow((user, *rates, " ".join(map(str, follows))))
    return text.getvalue()


if __name__ == "__main__":
    main()
