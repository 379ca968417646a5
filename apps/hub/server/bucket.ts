import type { Ms } from '../../../shared/ids.ts';

export interface BucketSize {
  readonly perSecond: number;
  readonly burst: number;
}

/** What one screen, or one person's key, may send (I40). */
export const screenPace: BucketSize = { perSecond: 20, burst: 40 };

/** Hellos on one connection: a link that was refused asks again after 5 s. */
export const helloPace: BucketSize = { perSecond: 1, burst: 5 };
/** Words of any kind on one connection, past which it is cut off. */
export const floodPace: BucketSize = { perSecond: 100, burst: 400 };

/** Pings of WebSocket on one connection, as a proxy between may send them; past it the connection is cut off. */
export const pingPace: BucketSize = { perSecond: 1, burst: 20 };
/** Who has no valid key may try so often from one address: keys are not guessed. */
export const strangersPace: BucketSize = { perSecond: 5, burst: 30 };
/** Health, figures and the description of the API, from one address. */
export const figuresPace: BucketSize = { perSecond: 20, burst: 60 };
/** Pages and their files from one address, behind which all screens of an office may stand and load anew at once. */
export const pagesPace: BucketSize = { perSecond: 300, burst: 4_000 };

/** Lets through so many a second, and a burst after a rest. `take` spends one, and says whether there was one. */
export interface Bucket {
  take(now: Ms): boolean;
}

export function createBucket({ perSecond, burst }: BucketSize, now: Ms): Bucket {
  let tokens = burst;
  let filledAt = now;
  return {
    take: (at) => {
      tokens = Math.min(burst, tokens + ((at - filledAt) / 1_000) * perSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}

/** One bucket for each name; the longest unused goes when there are `most` (I40). */
export function createBuckets(size: BucketSize, most: number): { take(name: string, now: Ms): boolean } {
  const buckets = new Map<string, Bucket>();
  return {
    take: (name, now) => {
      const bucket = buckets.get(name) ?? createBucket(size, now);
      buckets.delete(name);
      buckets.set(name, bucket);
      const [oldest] = buckets.keys();
      if (buckets.size > most && oldest !== undefined) buckets.delete(oldest);
      return bucket.take(now);
    },
  };
}
