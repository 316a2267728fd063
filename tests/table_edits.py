"""Tables as policies have them, edited by a seeded hand, so that it is known which cell became which."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random
from typing import NamedTuple

NAMES = [
    "Yew Carts",
    "Elm Ovens",
    "Ash Mills",
    "Oak Payments",
    "Birch Hosting",
    "Larch Mail",
    "Alder Archive",
    "Hazel Help",
    "Rowan Research",
    "cart",
    "tongue",
    "crumb",
    "spoon",
    "apron",
    "salt",
    "yeast",
    "keys",
    "ledger",
    "till",
    "oven-id",
]
PURPOSES = [
    "holds your loaves until you pay",
    "remembers the language you chose",
    "counts how often you come",
    "sends our letters",
    "keeps our website",
    "stores our backups",
    "collects what is due",
    "answers questions on the telephone",
    "keeps you signed in",
    "tells us which page is slow",
    "grinds our flour",
    "mends our ovens",
    "carries our bread to shops",
]
COLUMNS: dict[str, tuple[str, ...]] = {
    "Purpose": tuple(PURPOSES),
    "Kept": ("1 day", "30 days", "1 year", "2 years", "until you close the page", "session", "90 days"),
    "Party": ("ourselves", "Mill & Co", "a miller in Ghent", "third party"),
    "Country": ("France", "Spain", "Norway", "Iceland", "Finland", "France and Spain"),
    "Jersey": ("yes", "no"),
    "Guernsey": ("yes", "yes", "no"),
    "Sark": ("yes",),
    "Since": ("2011", "2014", "2019", "2021"),
    "Legal basis": ("consent", "contract", "legitimate interests", "consent (Article 6(1)(a))"),
    "Data": ("name, address", "e-mail address", "none", "what you order", ""),
}


class Cell(NamedTuple):
    """A cell's text, and a number that it keeps when it is put elsewhere."""

    text: str
    number: int


Table = list[list[Cell]]


class Hand:
    """Makes tables and edits them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._numbers = count(1)

    def cell(self, text: str) -> Cell:
        """A cell that was not there before."""
        return Cell(text, next(self._numbers))

    def table(self) -> Table:
        """Heads, then rows; the first column names the row."""
        random = self.random
        heads = ["Name", *random.sample(list(COLUMNS), random.randint(1, 6))]
        names = random.sample(NAMES, random.randint(2, 9))
        return [[self.cell(head) for head in heads], *(self._row(name, heads) for name in names)]

    def _row(self, name: str, heads: list[str]) -> list[Cell]:
        return [self.cell(name), *(self.cell(self.random.choice(COLUMNS[head])) for head in heads[1:])]

    def new_row(self, table: Table) -> list[Cell]:
        """A row under another name than any."""
        names = [name for name in NAMES if name not in {row[0].text for row in table}]
        heads = [cell.text for cell in table[0]]
        cells = (self.cell(self.random.choice(COLUMNS.get(head, ("other",)))) for head in heads[1:])
        return [self.cell(self.random.choice(names)), *cells]


def column_out(table: Table, hand: Hand) -> bool:
    if len(table[0]) < 3:
        return False
    at = hand.random.randrange(1, len(table[0]))
    for row in table:
        del row[at]
    return True


def column_in(table: Table, hand: Hand) -> bool:
    heads = {cell.text for cell in table[0]}
    head = hand.random.choice([each for each in COLUMNS if each not in heads])
    at = hand.random.randrange(1, len(table[0]) + 1)
    table[0].insert(at, hand.cell(head))
    for row in table[1:]:
        row.insert(at, hand.cell(hand.random.choice(COLUMNS[head])))
    return True


def column_moved(table: Table, hand: Hand) -> bool:
    if len(table[0]) < 3:
        return False
    at, to = hand.random.sample(range(1, len(table[0])), 2)
    for row in table:
        row.insert(to, row.pop(at))
    return True


def row_in(table: Table, hand: Hand) -> bool:
    table.insert(hand.random.randrange(1, len(table) + 1), hand.new_row(table))
    return True


def row_out(table: Table, hand: Hand) -> bool:
    if len(table) < 3:
        return False
    del table[hand.random.randrange(1, len(table))]
    return True


def row_in_before_an_edited_one(table: Table, hand: Hand) -> bool:
    at = hand.random.randrange(1, len(table))
    if not _edit(table, at, hand):
        return False
    table.insert(at, hand.new_row(table))
    return True


def row_moved(table: Table, hand: Hand) -> bool:
    if len(table) < 3:
        return False
    at, to = hand.random.sample(range(1, len(table)), 2)
    table.insert(to, table.pop(at))
    return True


def cell_edited(table: Table, hand: Hand) -> bool:
    return _edit(table, hand.random.randrange(1, len(table)), hand)


def _edit(table: Table, at: int, hand: Hand) -> bool:
    """Put something else into a cell that does not name its row, something that shares no word with what was there."""
    places = [place for place in range(1, len(table[0])) if table[0][place].text in COLUMNS]
    if not places:
        return False
    place = hand.random.choice(places)
    was = set(table[at][place].text.split())
    texts = [text for text in COLUMNS[table[0][place].text] if was.isdisjoint(text.split()) and (was or text)]
    if not texts:
        return False
    table[at][place] = hand.cell(hand.random.choice(texts))
    return True


EDITS: dict[str, Callable[[Table, Hand], bool]] = {
    "column out": column_out,
    "column in": column_in,
    "column moved": column_moved,
    "row in": row_in,
    "row out": row_out,
    "row in before an edited one": row_in_before_an_edited_one,
    "row moved": row_moved,
    "cell edited": cell_edited,
}


class KnownTable(NamedTuple):
    """A table before and after, as cells and as Markdown with a paragraph around it."""

    old: Table
    new: Table
    texts: tuple[str, str]


def known_table(seed: str, edits: tuple[str, ...]) -> KnownTable:
    """A table that got these edits; tables that have no room for them are passed over."""
    random = Random(seed)
    while True:
        hand = Hand(random)
        old = hand.table()
        new = [list(row) for row in old]
        if all(EDITS[edit](new, hand) for edit in edits) and new != old:
            return KnownTable(old, new, (_markdown(old), _markdown(new)))


def _markdown(table: Table) -> str:
    return "\n".join(("## Helpers", "", "These are they:", "", *_lines(table), "", "Ask us about them.", ""))


def _lines(table: Table) -> list[str]:
    lines = ["| " + " | ".join(cell.text for cell in row) + " |" for row in table]
    lines.insert(1, "|" + " --- |" * len(table[0]))
    return lines


def several_tables(random: Random) -> tuple[str, str]:
    """A text of tables and sentences, and what an editor made of it: tables edited, taken out, cut in two, made lists,
    and put in another order; in some a row has one cell only."""
    hand = Hand(random)
    old: list[list[str]] = []
    new: list[list[str]] = []
    for _ in range(random.randint(1, 5)):
        if random.random() < 0.4:
            old.append([". ".join(random.choices(PURPOSES, k=3)) + "."])
            new += [old[-1]] * (random.random() < 0.8)
            continue
        table = hand.table()
        edited = [list(row) for row in table]
        for edit in random.choices(list(EDITS.values()), k=random.randint(0, 4)):
            edit(edited, hand)
        old.append(_lines(table))
        new += random.choice((_whole, _whole, _whole, _whole, _nothing, _halves, _list))(edited)
    if random.random() < 0.3:
        random.shuffle(new)
    for parts in (old, new):
        tables = [part for part in parts if len(part) > 3]
        if tables and random.random() < 0.2:
            random.choice(tables)[-1] = "| only |"
    return _joined(old), _joined(new)


def _joined(parts: list[list[str]]) -> str:
    return "\n\n".join(("## Helpers", *("\n".join(part) for part in parts))) + "\n"


def _whole(table: Table) -> list[list[str]]:
    return [_lines(table)]


def _nothing(table: Table) -> list[list[str]]:
    return []


def _halves(table: Table) -> list[list[str]]:
    middle = max(2, len(table) // 2)
    return [_lines(table[:middle]), _lines([table[0], *table[middle:]])]


def _list(table: Table) -> list[list[str]]:
    return [["- " + ", ".join(cell.text for cell in row) for row in table]]
