"""Stray words that a rewrite happens to share with what it replaces, which no reader is helped by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise

from .chain import Run, worth_keeping
from .matching import Matcher


def tidy(runs: Sequence[Run], matcher: Matcher, old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
    """The runs without the stray words that a rewrite happens to share with the text it replaces."""
    kept = list(runs)
    at = 0
    before: float | None = None
    while at < len(kept):
        run = kept[at]
        last = kept[at - 1] if at else Run(old[0], new[0], 0)
        following = kept[at + 1] if at + 1 < len(kept) else Run(old[1], new[1], 0)
        before = matcher.change(last, run) if before is None else before
        after = matcher.change(run, following)
        is_stray = before and after and not worth_keeping(matcher.weight(run), min(before, after))
        is_stray = is_stray or _is_island(last, run, following, matcher)
        is_stray = is_stray and not _means_something(run, max(before, after), matcher)
        is_stray = is_stray and not _has_block(run, matcher) and not _begins_kept_block(run, following, matcher)
        is_stray = is_stray and not _is_among_signs(last, run, following, matcher) and not _edges_line(run, matcher)
        is_stray = is_stray and not _ends_kept_block(last, run, matcher)
        is_stray = is_stray and not _is_renaming(last, run, following, matcher)
        if is_stray or _is_within_brackets(last, run, following, matcher):
            del kept[at]
            if at < len(kept):
                kept[at] = _grown(last, kept[at], matcher)
            at, before = max(0, at - 1), None
        else:
            at, before = at + 1, after
    return list(_with_brackets(kept, matcher, old, new))


def _grown(last: Run, run: Run, matcher: Matcher) -> Run:
    """A run, from the words on that it shares with what a stray run before it had: of "our terms" both words stay."""
    old, new, length = run
    start, other = last.old + last.length, last.new + last.length
    while old > start and new > other and matcher.old[old - 1] == matcher.new[new - 1] not in matcher.ends:
        old, new, length = old - 1, new - 1, length + 1
    return Run(old, new, length)


_IN_BRACKETS = 4  # words at most between a kept bracket and the one that opens it


def _with_brackets(runs: Sequence[Run], matcher: Matcher, old: tuple[int, int], new: tuple[int, int]) -> Iterator[Run]:
    """The runs, and each bracket that opens one that is kept: "fourteen (14)", now "thirty (30)", keeps both.

    So do quotation marks within brackets: of "Acme Inc ("Acme")" they stay where the name is another one.
    """
    last = Run(old[0], new[0], 0)
    for run in runs:
        a, b = last.old + last.length, last.new + last.length
        yield from _closing(last, run, matcher)
        opening = matcher.brackets.get(matcher.old[run.old + _signs_before_bracket(run, matcher)])
        if opening is not None:
            places = _last(matcher.old, opening, a, run.old), _last(matcher.new, opening, b, run.new)
            if min(places) >= 0 and _has_few(matcher, Run(*places, 0), run):
                behind = matcher.old[places[0] + 1], matcher.new[places[1] + 1]
                yield Run(*places, 2 if behind == (matcher.old[run.old], matcher.old[run.old]) else 1)
        yield run
        last = run
    yield from _closing(last, Run(old[1], new[1], 0), matcher)


def _closing(last: Run, following: Run, matcher: Matcher) -> Iterator[Run]:
    """The bracket that closes one that is kept right before a change: of "(RFC 6844)", now "(RFC 8659), in part"."""
    a, b = last.old + last.length, last.new + last.length
    if a == following.old or b == following.new:
        return
    before = matcher.old[max(last.old, a - _IN_BRACKETS) : a]
    for closing, opening in matcher.brackets.items() if before else ():
        if opening in before and closing not in before:
            changed = matcher.old[a : following.old], matcher.new[b : following.new]
            if all(closing in words and opening not in words for words in changed):
                place = Run(a + changed[0].index(closing), b + changed[1].index(closing), 1)
                if _has_few(matcher, Run(a, b, 0), place):
                    yield place


def _is_within_brackets(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run is all that brackets hold which came or went with words before them: of "thirty (30)", now "30"."""
    if run.length > _ISLAND or not matcher.brackets:
        return False
    for side, words in enumerate((matcher.old, matcher.new)):
        at, end = run[side], run[side] + run.length
        is_changed = at - last[side] - last.length > 1 and end < following[side]
        if is_changed and matcher.brackets.get(words[end]) == words[at - 1]:
            return True
    return False


def _signs_before_bracket(run: Run, matcher: Matcher) -> int:
    """How many signs stand before the bracket with which a run may begin: a quotation mark at most."""
    first = matcher.old[run.old]
    is_sign = run.length > 1 and not matcher.words_of_old(run.old, run.old + 1)
    return int(is_sign and first not in matcher.brackets and first not in matcher.ends)


def _has_few(matcher: Matcher, opening: Run, closing: Run) -> bool:
    """Whether between two brackets there are words on both sides, and few."""
    counts = matcher.words_of_old(opening.old, closing.old), matcher.words_of_new(opening.new, closing.new)
    return min(counts) > 0 and max(counts) <= _IN_BRACKETS


def _last(words: Sequence[int], word: int, start: int, end: int) -> int:
    """Where that word stands last in a stretch; -1 where it does not."""
    return next((at for at in range(end - 1, start - 1, -1) if words[at] == word), -1)


# Between changes of at most so many words each, a single word that means something is kept; and any two words, or one
# that decides what is permitted, between changes of at most so many.
_REWRITTEN, _REPLACED = 10.0, 2.0
_FUNCTION_WORD = 0.85


def _means_something(run: Run, change: float, matcher: Matcher) -> bool:
    """Whether a run between changes helps the reader, of which the larger has the weight ``change``."""
    if change <= _REPLACED and matcher.weight(run) > _FUNCTION_WORD:
        return True
    return change <= _REWRITTEN and matcher.has_content(run)


# So few words between two changes of more words each are no help to a reader, whatever signs stand with them.
_ISLAND = 2
_HEAVIEST_ISLAND = 4.0  # a run that weighs more is not looked at: it has more words


def _is_island(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run has very few words, and what was changed before and behind it has more of them each."""
    if matcher.weight(run) > _HEAVIEST_ISLAND:
        return False
    words = matcher.words_of_old(run.old, run.old + run.length)
    return 0 < words <= _ISLAND and all(
        words
        < max(
            matcher.words_of_old(before.old + before.length, after.old),
            matcher.words_of_new(before.new + before.length, after.new),
        )
        for before, after in ((last, run), (run, following))
    )


def _begins_block(run: Run, matcher: Matcher) -> bool:
    """Whether a run begins a block on both sides, or begins behind its label."""
    return _begins(matcher.old, run.old, matcher.body_of_old, matcher.ends) and _begins(
        matcher.new, run.new, matcher.body_of_new, matcher.ends
    )


def _begins(words: Sequence[int], place: int, body: Callable[[int], int], ends: Set[int]) -> bool:
    start = place
    while start and words[start - 1] not in ends and body(start - 1) == place:
        start -= 1
    return not start or words[start - 1] in ends


def _has_block(run: Run, matcher: Matcher) -> bool:
    """Whether a whole block lies in a run, from its first word to its end mark: a heading or an item that stayed."""
    ends = [at for at in range(run.old, run.old + run.length) if matcher.old[at] in matcher.ends]
    starts = [run.old - 1, *ends] if _begins_block(run, matcher) else ends
    return any(end - start > 1 for start, end in pairwise(starts))


def _begins_kept_block(run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run begins a block on both sides that goes on in the next run, with less between them than is kept.

    What came or went before it is then another block, and no change of the sentence that the run begins.
    """
    between = matcher.old[run.old : following.old], matcher.new[run.new : following.new]
    if not _begins_block(run, matcher) or any(not matcher.ends.isdisjoint(words) for words in between):
        return False
    # At the end of a stretch that does not end a block, the rest of the block was not read, because it is the same.
    return not following.length or matcher.weight(following) > matcher.change(run, following)


def _is_among_signs(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether a run has words, and only signs changed before and behind it: quotation marks came."""
    changed = (
        matcher.words_of_old(before.old + before.length, after.old)
        + matcher.words_of_new(before.new + before.length, after.new)
        for before, after in ((last, run), (run, following))
    )
    return not any(changed) and matcher.words_of_old(run.old, run.old + run.length) > 0


def _ends_kept_block(last: Run, run: Run, matcher: Matcher) -> bool:
    """Whether a run ends a block on both sides of which the run before has words too.

    What came or went behind it is then another block, and no change of the sentence that the run ends. Signs with which
    that block begins, such as a quotation mark, are no words of it.
    """
    ends = last.old + last.length, last.new + last.length
    marks = [at for at in range(run.old, run.old + run.length) if matcher.old[at] in matcher.ends]
    if not last.length or not marks or matcher.words_of_old(marks[-1] + 1, run.old + run.length):
        return False
    between = matcher.old[ends[0] - 1 : run.old], matcher.new[ends[1] - 1 : run.new]
    return all(matcher.ends.isdisjoint(words) for words in between)


def _edges_line(run: Run, matcher: Matcher) -> bool:
    """Whether a run begins a line within its block on both sides, or ends one on both: "Date:" over a signature."""
    olds, news = matcher.lines
    ends = run.old + run.length, run.new + run.length
    return (run.old in olds and run.new in news) or (ends[0] in olds and ends[1] in news)


def _is_renaming(last: Run, run: Run, following: Run, matcher: Matcher) -> bool:
    """Whether the same words were replaced by the same before and behind a run: a term got another name."""
    replaced = [
        (
            matcher.old[before.old + before.length : after.old],
            matcher.new[before.new + before.length : after.new],
        )
        for before, after in ((last, run), (run, following))
    ]
    return replaced[0] == replaced[1] and all(replaced[0])
