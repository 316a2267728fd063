/* Headings and terms that got other words: the twin of policy_history/redline/headings.py. */

/** @import { Alignment, Gap } from "./alignment.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { Reading, Span } from "./sides.js" */

/** Blocks that name what follows them. */
export const NAMES = new Set(["heading", "term"]);

/** @param {Alignment} alignment @param {Matcher} matcher */
export function keepHeadings(alignment, matcher) {
  partMarks(alignment);
  const olds = gone(alignment.old, alignment.oldPartner, alignment.oldMove);
  const news = olds.length ? gone(alignment.new, alignment.newPartner, alignment.newMove) : [];
  for (const gap of news.length ? alignment.gaps : []) {
    // Of several that one may have been it was the last, behind which the text goes on.
    for (const [newer, old] of renamed(alignment, gap, within(olds, gap.old), within(news, gap.new))) {
      matcher.match(...old, ...newer).forEach((each) => alignment.keep(each));
    }
  }
}

/** Make strangers of the end of a heading and the end of another block that share nothing else but signs. @param {Alignment} alignment */
function partMarks({ old: olds, new: news, oldPartner, newPartner }) {
  const starts = new Map(news.spans().map(([start, end]) => [end - 1, start]));
  const kept = (/** @type {Int32Array} */ partner, /** @type {number} */ start, /** @type {number} */ end) =>
    Array.from({ length: end - start }, (_, at) => start + at).filter((at) => partner[at] >= 0);
  for (const [start, end] of olds.spans()) {
    const [old, newer] = [end - 1, oldPartner[end - 1]];
    const isName = newer >= 0 && NAMES.has(olds.formAt(old).kind) !== NAMES.has(news.formAt(newer).kind);
    const signs = isName ? kept(oldPartner, start, old) : [];
    const isSign = (/** @type {number} */ at) => !/^[\p{L}\p{N}]/u.test(olds.side.library.keys[olds.keys[at]]);
    if (isName && signs.every(isSign) && signs.length === kept(newPartner, starts.get(newer) ?? newer, newer).length) {
      for (const at of [...signs, old]) {
        newPartner[oldPartner[at]] = -1;
        oldPartner[at] = -1;
      }
    }
  }
}

/** The headings and terms none of whose words has a partner, nor has moved. @param {Reading} reading @param {Int32Array} partner @param {Int32Array} move */
function gone(reading, partner, move) {
  return reading
    .spans()
    .filter(
      ([start, end]) =>
        partner[end - 1] < 0 &&
        NAMES.has(reading.formAt(end - 1).kind) &&
        partner.subarray(start, end).every((place) => place < 0) &&
        !move.subarray(start, end).some(Boolean),
    );
}

/** @param {Span[]} stretches @param {Span} outer */
function within(stretches, outer) {
  return stretches.filter((stretch) => outer[0] <= stretch[0] && stretch[1] <= outer[1]);
}

/** Which heading of a gap was renamed to which. @param {Alignment} alignment @param {Gap} gap @param {Span[]} olds @param {Span[]} news @returns {Map<Span, Span>} */
function renamed(alignment, gap, olds, news) {
  const found = new Map();
  const placesOld = placesOf(alignment.oldPartner, alignment.oldMove, olds, gap.old[0]);
  const placesNew = placesOf(alignment.newPartner, alignment.newMove, news, gap.new[0]);
  const partners = placesNew.map((place) => (place >= gap.new[0] ? alignment.newPartner[place] : gap.old[0] - 1));
  olds.forEach((old, number) => {
    const place = placesOld[number];
    const level = alignment.old.formAt(old[0]).level;
    const there = news.filter((newer, at) => partners[at] === place && alignment.new.formAt(newer[0]).level === level);
    const here = olds.filter((each, at) => placesOld[at] === place && alignment.old.formAt(each[0]).level === level);
    const isTitle = level === 1 && here.length === 1 && there.length === 1;
    const emptied = there.find((newer) => hasLabel(alignment, old, newer) && countsOn(alignment, gap, old, newer));
    const last = there[there.length - 1];
    const same = there.find((newer) => hasWords(alignment, old, newer));
    if (same) {
      found.set(same, old);
    } else if (emptied) {
      found.set(emptied, old);
    } else if (last && (isTitle || goesOn(alignment, gap, old[1], last[1]))) {
      found.set(last, old);
    }
  });
  return found;
}

/** Whether both headings have the same words behind their labels, and have some. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function hasWords({ old: olds, new: news }, old, newer) {
  const words = [olds.keys.subarray(olds.body(...old), old[1] - 1), news.keys.subarray(news.body(...newer), newer[1] - 1)];
  return words[0].length > 0 && words[0].length === words[1].length && words[0].every((key, at) => key === words[1][at]);
}

/** Whether both headings have one label, the same. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function hasLabel({ old: olds, new: news }, old, newer) {
  const labels = [olds.keys.subarray(old[0], olds.body(...old)), news.keys.subarray(newer[0], news.body(...newer))];
  return labels[0].length > 0 && labels[0].length === labels[1].length && labels[0].every((key, at) => key === labels[1][at]);
}

/** Whether a label that both headings have stayed, though nothing else did. @param {Alignment} alignment @param {Gap} gap @param {Span} old @param {Span} newer */
function countsOn(alignment, gap, old, newer) {
  const areAlone = old[1] - alignment.old.body(...old) === 1 && newer[1] - alignment.new.body(...newer) === 1;
  const kept = keptBehind(alignment, gap, old[1], newer[1]);
  return isEmptied(alignment, old, newer) || (areAlone && kept.stayed === kept.within);
}

/** Of the words of the blocks that begin there, how many stayed, and how many in the other block; each counts from both sides. @param {Alignment} alignment @param {Gap} gap @param {number} old @param {number} newer */
function keptBehind({ old: olds, new: news, oldPartner, newPartner }, gap, old, newer) {
  const ends = [endOfBlock(olds, gap.old[1], old), endOfBlock(news, gap.new[1], newer)];
  const places = [...oldPartner.subarray(old, ends[0] - 1)].filter((place) => place >= 0);
  const others = [...newPartner.subarray(newer, ends[1] - 1)].filter((place) => place >= 0);
  const within = [
    ...places.filter((place) => newer <= place && place < ends[1]),
    ...others.filter((place) => old <= place && place < ends[0]),
  ];
  return { stayed: places.length + others.length, within: within.length, size: ends[0] - old + ends[1] - newer - 2 };
}

/** @param {Reading} reading @param {number} last @param {number} start */
function endOfBlock(reading, last, start) {
  let at = start;
  while (at < last && reading.blocks[at] === reading.blocks[start]) {
    at += 1;
  }
  return at;
}

/** Whether nothing stands under one of two headings, as under "4. (reserved)". @param {Alignment} alignment @param {Span} old @param {Span} newer */
function isEmptied(alignment, old, newer) {
  const isBare = (/** @type {import("./sides.js").Reading} */ reading, /** @type {Span} */ heading) => {
    const following = reading.blocks[heading[0]] + 1;
    return following >= reading.side.numbers.length || reading.side.blockAt(following).form.kind === "heading";
  };
  return isBare(alignment.old, old) || isBare(alignment.new, newer);
}

/** For each heading the last word before it that stayed in place. @param {Int32Array} partner @param {Int32Array} move @param {Span[]} headings @param {number} start */
function placesOf(partner, move, headings, start) {
  let last = start - 1;
  let reached = start;
  return headings.map(([heading, end]) => {
    for (let at = heading - 1; at >= reached; at -= 1) {
      if (partner[at] >= 0 && !move[at]) {
        last = at;
        break;
      }
    }
    reached = end;
    return last;
  });
}

/** Whether what is there stayed: the same word begins on both sides, or most words stayed; or an end of the gap is there. @param {Alignment} alignment @param {Gap} gap @param {number} old @param {number} newer */
function goesOn(alignment, gap, old, newer) {
  if (old === gap.old[1] || newer === gap.new[1]) {
    return old === gap.old[1] && newer === gap.new[1];
  }
  const [a, b] = [alignment.old.body(old, gap.old[1] - 1), alignment.new.body(newer, gap.new[1] - 1)];
  if (alignment.oldPartner[a] === b) {
    return !alignment.oldMove[a];
  }
  const kept = keptBehind(alignment, gap, old, newer);
  return kept.within > kept.size >> 1;
}
