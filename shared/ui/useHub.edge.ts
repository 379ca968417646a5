import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import { secondMs, type Instant } from '../ids.ts';
import type { View } from '../protocol/views.ts';
import type { PageHub, Sight } from './pageHub.edge.ts';

export function useHub<V extends View>(hub: PageHub<V>): Sight<V> {
  return useSyncExternalStore(hub.subscribe, hub.sight);
}

/** The hub's time, drawn anew as each of its seconds (or parts of one) begins. Asked at each drawing: the hub may correct it. */
export function useNow(hub: Pick<PageHub, 'now'>, everyMs = secondMs): Instant {
  const [, draw] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(tick, everyMs - (hub.now() % everyMs) + 5);
    };
    const tick = () => {
      draw();
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [hub, everyMs]);
  return hub.now();
}

/** True once `on` has lasted that long. */
export function useLasting(on: boolean, forMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLasting(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [on, forMs]);
  return on && lasting;
}

/** What was said disappears by itself. */
export function useExpiring<T>(afterMs: number): readonly [value: T | undefined, say: (value: T | undefined) => void] {
  const [value, setValue] = useState<{ readonly said: T }>();
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return [value?.said, (said) => setValue(said === undefined ? undefined : { said })];
}

/** A page of an older build reloads when it may; a little apart, so that a hall of screens does not ask at once. */
export function useReload(may: boolean): void {
  useEffect(() => {
    if (!may) return;
    const timer = setTimeout(() => location.reload(), 500 + Math.random() * 2_500);
    return () => clearTimeout(timer);
  }, [may]);
}
