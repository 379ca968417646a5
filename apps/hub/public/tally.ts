/** Counts things by name, `most` of each name. Counts one in, and answers what counts it out; undefined where there are enough. */
export function createTally(most: number): (name: string) => (() => void) | undefined {
  const counts = new Map<string, number>();
  return (name) => {
    const count = counts.get(name) ?? 0;
    if (count >= most) return undefined;
    counts.set(name, count + 1);
    return () => {
      const left = (counts.get(name) ?? 0) - 1;
      if (left > 0) counts.set(name, left);
      else counts.delete(name);
    };
  };
}
