/** Chance of the look-ahead: the same seed gives the same numbers, whatever the machine. */
export interface Chance {
  /** 0 included, 1 not. */
  next(): number;
  seed(value: number): void;
}

/** Mulberry32. */
export function chanceOf(value: number): Chance {
  let state = value >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    seed(next) {
      state = Math.imul(next ^ (next >>> 16), 0x45d9f3b) >>> 0;
    },
  };
}

/** A standard normal number (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
}
