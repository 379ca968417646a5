import { useEffect, useState } from 'react';
import { CoachView, type CoachWish } from '../protocol/practice.ts';

export type CoachSight = { readonly view?: CoachView; readonly heard: boolean; readonly gone: boolean };

/** What the coach of a practice says, and whether he is heard now; the last word stays. */
export function useCoach(path: string): CoachSight {
  const [sight, setSight] = useState<CoachSight>({ heard: false, gone: false });
  useEffect(() => {
    const source = new EventSource(`${path}/coach`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const said = CoachView.safeParse(JSON.parse(data));
      if (!said.success) return;
      if (said.data.over !== undefined) source.close();
      setSight({ view: said.data, heard: true, gone: false });
    };
    // A browser does not ask again by itself where it was told that there is nothing.
    source.onerror = () =>
      setSight((before) => ({ ...before, heard: false, gone: source.readyState === EventSource.CLOSED }));
    return () => source.close();
  }, [path]);
  return sight;
}

export async function askCoach(path: string, wish: CoachWish): Promise<void> {
  await fetch(`${path}/coach`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  }).catch(() => undefined);
}
