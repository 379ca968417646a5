/** What the browser of a television of 2018 (Chromium 68) lacks and our pages or their libraries use. Imported first. */
type Loose = Record<string, unknown>;

function provide(on: object, name: string, value: unknown): void {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true });
}

provide(window, 'globalThis', window);
provide(window, 'queueMicrotask', (task: () => void) => void Promise.resolve().then(task));
provide(Object, 'fromEntries', (entries: Iterable<readonly [string, unknown]>) => {
  const made: Loose = {};
  for (const [key, value] of entries) made[key] = value;
  return made;
});
provide(Array.prototype, 'flat', function flat(this: readonly unknown[], depth = 1): unknown[] {
  return this.reduce<unknown[]>(
    (all, one) => all.concat(Array.isArray(one) && depth > 1 ? (one as unknown[]).flat(depth - 1) : one),
    [],
  );
});
provide(
  Array.prototype,
  'flatMap',
  function flatMap(this: readonly unknown[], map: (one: unknown, at: number) => unknown): unknown[] {
    return this.reduce<unknown[]>((all, one, at) => all.concat(map(one, at)), []);
  },
);
provide(Array.prototype, 'at', function at(this: readonly unknown[], index: number): unknown {
  return this[index < 0 ? this.length + index : index];
});
provide(String.prototype, 'replaceAll', function replaceAll(this: string, what: string | RegExp, by: string): string {
  return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by);
});
provide(Promise, 'allSettled', (promises: Iterable<unknown>) =>
  Promise.all(
    Array.from(promises, (promise) =>
      Promise.resolve(promise).then(
        (value) => ({ status: 'fulfilled', value }),
        (reason: unknown) => ({ status: 'rejected', reason }),
      ),
    ),
  ),
);
provide(
  Element.prototype,
  'toggleAttribute',
  function toggleAttribute(this: Element, name: string, on?: boolean): boolean {
    const wanted = on ?? !this.hasAttribute(name);
    if (wanted) this.setAttribute(name, '');
    else this.removeAttribute(name);
    return wanted;
  },
);
