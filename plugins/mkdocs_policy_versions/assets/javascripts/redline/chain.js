/* Runs that two sequences share: the twin of policy_history/redline/chain.py, function by function. */

/** @typedef {{old: number, new: number, length: number}} Run */

/**
 * A run of `length` items that are the same on both sides.
 * @param {number} old @param {number} newer @param {number} length @returns {Run}
 */
export function run(old, newer, length) {
  return { old: old, new: newer, length: length };
}

/** The order of runs: by old, then new place, then length. @param {Run} a @param {Run} b */
export function byPlace(a, b) {
  return a.old - b.old || a.new - b.new || a.length - b.length;
}

/**
 * The first place in a sorted list that is greater than a value.
 * @param {ArrayLike<number>} list @param {number} value
 */
export function bisectRight(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < list[middle]) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/**
 * The first place in a sorted list from `from` on that is not smaller than a value.
 * @param {ArrayLike<number>} list @param {number} value
 */
export function bisectLeft(list, value, from = 0) {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The numbers below `count`. @param {number} count */
function upTo(count) {
  return Array.from({ length: count }, (_, at) => at);
}

/**
 * The runs, increasing on both sides and not overlapping, with the greatest sum of gains.
 * @param {Run[]} runs @param {number[]} gains @returns {Run[]}
 */
export function heaviestChain(runs, gains) {
  if (runs.length < 2) {
    return runs.filter((_, at) => gains[at] > 0);
  }
  const oldEnds = runs.map((each) => each.old + each.length);
  const newEnds = runs.map((each) => each.new + each.length);
  const finished = upTo(runs.length).sort((a, b) => oldEnds[a] - oldEnds[b] || runs[a].new - runs[b].new || a - b);
  const tree = new Tree(Array.from(new Set(newEnds)).sort((a, b) => a - b));
  const best = new Float64Array(runs.length);
  const before = new Int32Array(runs.length).fill(-1);
  let entered = 0;
  for (const at of upTo(runs.length).sort((a, b) => byPlace(runs[a], runs[b]) || a - b)) {
    while (entered < finished.length && oldEnds[finished[entered]] <= runs[at].old) {
      const done = finished[entered];
      tree.enter(newEnds[done], best[done], done);
      entered += 1;
    }
    const [sum, owner] = tree.bestUpTo(runs[at].new);
    before[at] = owner;
    best[at] = sum + gains[at];
  }
  return trace(runs, best, before);
}

/** The greatest sum up to each place, and whose it is: a Fenwick tree of maxima. */
class Tree {
  /** @param {number[]} places */
  constructor(places) {
    this.places = places;
    this.sums = new Float64Array(places.length + 1);
    this.owners = new Int32Array(places.length + 1).fill(-1);
  }

  /** @param {number} place @param {number} value @param {number} owner */
  enter(place, value, owner) {
    for (let rank = bisectRight(this.places, place); rank < this.sums.length; rank += rank & -rank) {
      if (value > this.sums[rank]) {
        this.sums[rank] = value;
        this.owners[rank] = owner;
      }
    }
  }

  /** @param {number} place */
  bestUpTo(place) {
    let value = 0;
    let owner = -1;
    for (let rank = bisectRight(this.places, place); rank; rank &= rank - 1) {
      if (this.sums[rank] > value) {
        value = this.sums[rank];
        owner = this.owners[rank];
      }
    }
    return [value, owner];
  }
}

/** @param {Run[]} runs @param {Float64Array} best @param {Int32Array} before */
function trace(runs, best, before) {
  let at = 0;
  best.forEach((sum, place) => {
    at = sum > best[at] ? place : at;
  });
  /** @type {Run[]} */
  const chain = [];
  while (at >= 0 && best[at] > 0) {
    chain.push(runs[at]);
    at = before[at];
  }
  return chain.reverse();
}

const NEAREST = 8;
// Texts have fewer words than this; a run is then one whole number.
const MANY = 2 ** 17;

/** @param {Run} each */
function keyOf(each) {
  return (each.old * MANY + each.new) * MANY + each.length;
}

/**
 * The runs, and what is left of each behind those that reach into it.
 * @param {Run[]} runs @returns {Run[]}
 */
export function withTrimmed(runs) {
  const found = new Map(runs.map((each) => [keyOf(each), each]));
  for (const side of /** @type {const} */ (["old", "new"])) {
    /** @type {Run[]} */
    let reaching = [];
    for (const each of runs.slice().sort((a, b) => a[side] - b[side] || byPlace(a, b))) {
      reaching = reaching.filter((other) => other[side] + other.length > each[side]);
      for (const other of reaching.slice(-NEAREST)) {
        const cut = Math.max(other.old + other.length - each.old, other.new + other.length - each.new);
        if (other.old < each.old && other.new < each.new && cut < each.length) {
          const rest = run(each.old + cut, each.new + cut, each.length - cut);
          const key = keyOf(rest);
          if (!found.has(key)) {
            found.set(key, rest);
          }
        }
      }
      reaching.push(each);
    }
  }
  return Array.from(found.values());
}

/** Runs that touch on both sides made one. @param {Run[]} runs @returns {Run[]} */
export function joined(runs) {
  /** @type {Run[]} */
  const found = [];
  for (const each of runs) {
    const last = found[found.length - 1];
    if (last && last.old + last.length === each.old && last.new + last.length === each.new) {
      found[found.length - 1] = run(last.old, last.new, last.length + each.length);
    } else if (each.length) {
      found.push(each);
    }
  }
  return found;
}

/** Whether a kept run between two changes helps the reader. @param {number} weight @param {number} change */
export function worthKeeping(weight, change) {
  return weight > 0.6 + 0.75 * Math.log2(1 + change);
}
