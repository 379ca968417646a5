import { useEffect, useState } from 'react';
import { DemoNow, TourAnswer, type TourWish } from './demoNow.ts';

/** What happens in the demo now; undefined before it was first heard. */
export function useDemoNow(): DemoNow | undefined {
  const [now, setNow] = useState<DemoNow>();
  useEffect(() => {
    const source = new EventSource('/start/now');
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const said = DemoNow.safeParse(JSON.parse(data));
      if (said.success) setNow(said.data);
    };
    return () => source.close();
  }, []);
  return now;
}

/** Undefined where the demo does not answer. */
export async function askTour(wish: TourWish): Promise<TourAnswer | undefined> {
  try {
    const response = await fetch('/start/tour', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    const said: unknown = await response.json();
    return TourAnswer.safeParse(said).data;
  } catch {
    return undefined;
  }
}

/** The picture of a slip, as an SVG that takes the page's own letters. */
export function useSlip(name: string | undefined): string | undefined {
  const [slip, setSlip] = useState<{ readonly name: string; readonly svg: string }>();
  useEffect(() => {
    if (name === undefined) return;
    let over = false;
    void fetch(`/slips/${name}.svg`)
      .then((response) => (response.ok ? response.text() : undefined))
      .then((svg) => {
        if (!over && svg !== undefined) setSlip({ name, svg });
      })
      .catch(() => undefined);
    return () => {
      over = true;
    };
  }, [name]);
  return slip && slip.name === name ? slip.svg : undefined;
}

/** The address of this page says how much faster the morning is played, `?speed=8`, and whether the slips are shown. */
export function startSettings(): { readonly speed: number; readonly slips: boolean } {
  const query = new URLSearchParams(location.search);
  const speed = Number(query.get('speed') ?? 1);
  return { speed: Number.isInteger(speed) && speed >= 1 && speed <= 20 ? speed : 1, slips: query.has('slips') };
}
