import type {} from './calls.ts';

/** Tells the shell once a second that something is drawn in `root` and that the page's loop turns; silent in a browser. */
export function keepAlive(root: Element): void {
  const alive = window.antrean?.alive;
  if (!alive) return;
  setInterval(() => {
    if (root.childElementCount > 0) void alive();
  }, 1_000);
}
