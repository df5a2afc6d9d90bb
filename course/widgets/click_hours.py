"""Clicks by hour of the UTC day, one hatch a country."""

from collections.abc import Iterable

from course.widgets.figure import Picture, axes, picture
from course.widgets.style import SERIES

HOURS = range(24)


def hours_by_country(rows: Iterable[tuple[int, str, int]]) -> Picture:
    """``rows``: hour of the UTC day (0 to 23), country, clicks; an hour that is missing has none."""
    found = [(int(hour), country, clicks) for hour, country, clicks in rows]
    countries = sorted({country for _, country, _ in found})
    totals = dict.fromkeys(HOURS, 0)
    figure, plot = axes("hour of the day (UTC)", "clicks in that hour")
    for number, country in enumerate(countries):
        mine = {hour: clicks for hour, where, clicks in found if where == country}
        heights = [mine.get(hour, 0) for hour in HOURS]
        style = SERIES[number % len(SERIES)].as_bar()
        plot.bar(HOURS, heights, bottom=list(totals.values()), width=0.85, label=country, **style)
        for hour, height in zip(HOURS, heights, strict=True):
            totals[hour] += height
    busiest = max(HOURS, key=totals.__getitem__)
    plot.annotate(
        f"busiest: {busiest}:00",
        (busiest, totals[busiest]),
        xytext=(0, 5),
        textcoords="offset points",
        horizontalalignment="center",
    )
    plot.set_ylim(0, 1.18 * max(totals.values()))
    plot.set_xticks([0, 3, 6, 9, 12, 15, 18, 21])
    plot.grid(axis="x", visible=False)
    plot.legend(loc="upper right", ncols=len(countries))
    highest = {
        country: max((row for row in found if row[1] == country), key=lambda row: row[2])[0] for country in countries
    }
    each = "; ".join(f"{country} is highest at {hour}:00" for country, hour in highest.items())
    return picture(
        figure,
        f"Together the clicks are highest at {busiest}:00 UTC, with {totals[busiest]:,}. Alone, {each}.",
        "Each bar is one hour; each hatch is one country. Compare the highest bar with the highest part of each hatch.",
    )
