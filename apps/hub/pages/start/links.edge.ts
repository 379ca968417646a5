import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { CounterId, Instant, ZoneId } from '../../../../shared/ids.ts';
import { Text } from '../../../../shared/protocol/office.ts';
import { fetchJson } from '../../../../shared/ui/pageHub.edge.ts';

/** What the demo says of itself: its screens by room. */
export const Links = z.object({
  office: Text,
  since: Instant,
  timeZone: z.string(),
  /** The zone whose TV the played morning shows. */
  zone: ZoneId,
  counters: z.array(z.object({ id: CounterId, number: z.int() })),
  /** Opens the attendant's page of the demo's kiosk; a real one is told to nobody. */
  attendantCode: z.nullable(z.string()),
  links: z.array(
    z.object({
      room: z.string(),
      title: Text,
      detail: Text,
      /** Of the screen it is made for, in pixels. */
      size: z.optional(z.string()),
      href: z.string(),
      icon: z.string(),
    }),
  ),
});
export type Links = z.infer<typeof Links>;

const refreshMs = 5_000;

/** Asked for again and again: the kiosk joins the directory later than the hub. */
export function useLinks(): Links | 'missing' | undefined {
  const [links, setLinks] = useState<Links | 'missing'>();
  useEffect(() => {
    let over = false;
    const ask = () =>
      void fetchJson('/start/links.json', Links).then((found) => {
        if (!over) setLinks(found ?? 'missing');
      });
    ask();
    const timer = setInterval(ask, refreshMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);
  return links;
}
