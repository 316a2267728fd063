"""Labels that changed, told once for a run: "3 to 9 are now 2 to 8"."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from ..text.tokens import Token
from ..text.words import NOTE_KEY
from .capital_passages import differ_in_case
from .label_parts import Step, names_list, reshapings, step_of
from .model import ITEM, NOTE, Change, Operation, Span, joined

_AROUND = " /.:)([]–—-、．（）\u3000"


def label_change(span: Span) -> tuple[str, str] | None:
    """The label of a block before and after, where it changed; None where it did not, or where the span has none."""
    pairs = [pair for pair in zip(span.old, span.new, strict=True) if pair[0].is_label or pair[1].is_label]
    if all(_compared(old) == _compared(new) for old, new in pairs):
        return None
    olds, news = zip(*pairs, strict=True)
    return labels_told(olds, news)


def labels_told(old: Sequence[Token], new: Sequence[Token]) -> tuple[str, str]:
    """A label before and after, without the signs around it where it is another without them too."""
    bare = _bare(old), _bare(new)
    return bare if all(bare) and bare[0] != bare[1] else (joined(old), joined(new))


def _compared(token: Token) -> str:
    """A word of a label as it is compared; the numbers of notes, of which all are alike elsewhere, by their digits."""
    return token.text if token.key == NOTE_KEY else token.key


def is_renumbered(old: Token, new: Token) -> bool:
    """Whether a kept word is a number that was counted anew: of a clause that is referred to, or of a footnote."""
    is_capital = not old.is_label and differ_in_case(old.key, new.key)
    return not is_capital and _compared(old) != _compared(new)


def note_name(token: Token) -> str:
    """What the number of a footnote is called: "footnote 3"."""
    return f"{NOTE}{token.text.strip('[]')}"


def _bare(tokens: Sequence[Token]) -> str:
    if tokens and tokens[0].key == NOTE_KEY:
        return note_name(tokens[0])
    name = joined(tokens).strip(_AROUND)
    return name + ")" if "(" in name and ")" not in name else name


def renumbered(span: Span, start: int, end: int) -> tuple[int, int]:
    """Where, among kept tokens, the label or the reference that changed begins and ends."""
    differ = [at for at in range(start, end) if span.old[at].is_label or is_renumbered(span.old[at], span.new[at])]
    return differ[0], differ[-1] + 1


def numbers_apart(spans: Sequence[Span]) -> list[Span]:
    """These spans, kept ones cut so that a label or a reference that changed is removed and added, for plain marks."""
    found: list[Span] = []
    for span in spans:
        if span.operation is not Operation.EQUAL:
            found.append(span)
            continue
        has_label = label_change(span) is not None
        pairs = zip(span.old, span.new, strict=True)
        differ = [(has_label and old.is_label) or is_renumbered(old, new) for old, new in pairs]
        start = 0
        for at in range(1, len(differ) + 1):
            if at == len(differ) or differ[at] != differ[start]:
                old, new = span.old[start:at], span.new[start:at]
                if differ[start]:
                    found += [Span(Operation.DELETE, old=old), Span(Operation.INSERT, new=new)]
                else:
                    found.append(Span(Operation.EQUAL, old, new, span.move))
                start = at
    return found


@dataclass(slots=True)
class _Run:
    """A run of labels: where it is in the list of changes, the clause it was last met in, its lowest and highest label.

    ``low`` and ``high`` are their old numbers, and ``is_outer`` says that they are those of whole clauses. Of labels
    that took another shape ``reached`` has the highest old numbers so far, in each way to read them.
    """

    place: int
    clause: str
    first: tuple[str, str]
    last: tuple[str, str]
    is_outer: bool
    low: int = 0
    high: int = 0
    reached: dict[Hashable, tuple[int, ...]] = field(default_factory=dict)

    def goes_on(self, step: Step, pair: tuple[str, str], clause: str) -> bool:
        """Whether a label may be one of this run: a list of another clause that begins anew is none of it.

        With a word or numbers before it ("section 4", "1.2") it is told apart by these. One within the text, "(b)", may
        refer to one of these; otherwise it goes on with its like.
        """
        if (step.before.replace("(", "") and f"{step.before} " != ITEM) or not step.is_outer or not self.is_outer:
            return True
        is_within = _is_within_text(pair[0])
        if is_within and clause == self.clause and self.low <= step.value <= self.high:
            return True
        if is_within != _is_within_text(self.first[0]):
            return False
        return step.value == self.high + 1 or (step.value > self.high and clause == self.clause)

    def take(self, step: Step, pair: tuple[str, str], clause: str) -> None:
        """Stretch the run to a label that goes on in it."""
        self.clause = clause
        if _is_within_text(pair[0]) != _is_within_text(self.first[0]):
            return
        if step.is_outer and not self.is_outer:
            self.first = self.last = pair
            self.low = self.high = step.value
            self.is_outer = True
        elif step.is_outer or not self.is_outer:
            # References, too, are met in any order.
            if step.value < self.low:
                self.first, self.low = pair, step.value
            else:
                self._take_last(pair, step.value)

    def _take_last(self, pair: tuple[str, str], value: int) -> None:
        """Go on to a label; of equal ones to the last, unless the one before begins as the run does: "CHAPTER III"."""
        first, last, new = (each[0].partition(" ")[0] for each in (self.first, self.last, pair))
        if value > self.high or (value == self.high and not (last == first != new)):
            self.last, self.high = pair, value


def _is_within_text(label: str) -> bool:
    """Whether a label is one of an item within a text, or refers to one: "(b)"."""
    return label.endswith(")") and " " not in label


class Renumberings:
    """Gathers changes of labels and references into runs, in reading order."""

    def __init__(self) -> None:
        self._runs: dict[Hashable, list[_Run]] = {}
        self._lists: set[tuple[str, str]] = set()

    def add(self, change: Change, place: int) -> bool:
        """Whether a change begins a run, which then is entry ``place`` of the list; otherwise it goes on in one."""
        pair, clause = (change.removed, change.added), change.clause.id if change.clause else ""
        if names_list(pair[0]):
            is_new = pair not in self._lists
            self._lists.add(pair)
            return is_new
        step = step_of(*pair)
        if step is None:
            return self._add_reshaped(pair, place)
        runs = self._runs.setdefault((step.before.replace("(", ""), step.kind, step.distance), [])
        run = next((each for each in reversed(runs) if each.goes_on(step, pair, clause)), None)
        if run:
            run.take(step, pair, clause)
            return False
        run = _Run(place, clause, pair, pair, step.is_outer, step.value, step.value, reshapings(*pair))
        runs.append(run)
        # "i" that is "a" may be the letter or the Roman number: "ii" that is "b" tells.
        for each in run.reached:
            self._runs.setdefault(each, [run])
        return True

    def _add_reshaped(self, pair: tuple[str, str], place: int) -> bool:
        """The same of a label that took another shape: "1." is "Article 1:", "2." is "Article 2:"."""
        readings = reshapings(*pair)
        known = next((key for key in readings if key in self._runs), None)
        if known is None:
            run = _Run(place, "", pair, pair, True, reached=readings)
            self._runs.update((key, [run]) for key in readings)
            return True
        (run,) = self._runs[known]
        if readings[known] > run.reached.get(known, ()):
            run.last = pair
            run.reached |= readings
        return False

    def told(self, found: list[Change]) -> list[Change]:
        """The list with each run in words, as its first and last labels."""
        for run in chain.from_iterable(self._runs.values()):
            if run.first[0].lower() != run.last[0].lower():
                removed, added = map(_run_told, run.first, run.last)
            else:
                removed, added = run.first
            found[run.place] = replace(found[run.place], removed=removed, added=added)
        return found


def _run_told(first: str, last: str) -> str:
    """Two labels as a run, each with its name, of which no language need be known the plural of."""
    return f"{first} to {last.removeprefix(ITEM).removeprefix(NOTE)}"
