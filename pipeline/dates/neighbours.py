"""What a day or period lacks, the one beside it lends (ngày 5, 12 và 19/8; quý II và quý III năm 2022)."""

from dataclasses import replace

from extractors.finding.times.tree import Day, Month, Months, Node, Part, Quarter


def lend(items: tuple[Node, ...]) -> list[Node]:
    """What an item lacks, a later neighbour lends it: ngày 5, 12 và 19/8.

    >>> lend((Day(5), Day(19, 8, 2024)))[0].month
    8
    """
    lent: list[Node] = []
    after: Node | None = None
    for item in reversed(items):
        after = filled(item, after)
        lent.append(after)
    return lent[::-1]


def filled(item: Node, after: Node | None) -> Node:
    """The item with what it lacks of its neighbour on the right."""
    if isinstance(item, Part) and after is not None:
        return replace(item, of=filled(item.of, after.of if isinstance(after, Part) else after))
    year = getattr(after.of if isinstance(after, Part) else after, "year", None)
    if isinstance(item, Day) and isinstance(after, Day) and item.day is not None and item.of is None:
        if item.month is None:
            return replace(item, month=after.month, year=after.year, lunar=after.lunar, of=after.of)
        return replace(item, year=item.year or after.year)
    if isinstance(item, Day | Month | Quarter | Months) and item.year is None and item.of is None and year:
        return replace(item, year=year)
    return item
