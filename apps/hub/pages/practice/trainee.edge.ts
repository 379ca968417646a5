import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import type { CounterId } from '../../../../shared/ids.ts';
import { Office } from '../../../../shared/protocol/office.ts';
import { PracticeAnswer, PracticeList, type PracticeWish } from '../../../../shared/protocol/practice.ts';
import { fetchJson } from '../../../../shared/ui/pageHub.edge.ts';

/** Where the counter's own page keeps what it shows at the hub's door. */
const storageKey = 'antrean.token.officer';
const Access = z.object({ token: z.string() });
const OfficeAnswer = z.object({ document: Office });
const refreshMs = 3_000;

/** What the page knows before anything is begun; `wantsToken` where only a person can help. */
export interface Standing {
  readonly office?: Office;
  readonly running: PracticeList['running'];
  readonly wantsToken: boolean;
}

export interface Trainee extends Standing {
  readonly useToken: (token: string) => void;
  /** Undefined where the hub does not answer. */
  readonly begin: (wish: PracticeWish) => Promise<PracticeAnswer | undefined>;
}

/** `?sheet=ID`: of that practice. */
export function practiceSettings(): { readonly sheet: string | undefined } {
  return { sheet: new URLSearchParams(location.search).get('sheet') ?? undefined };
}

/** The office and its practices under the key of the counter's page on this computer, or the demo's own. */
export function useTrainee(counter: CounterId | undefined): Trainee {
  const [token, setToken] = useState<string>();
  const [standing, setStanding] = useState<Standing>({ running: [], wantsToken: false });
  useEffect(() => {
    const query = new URLSearchParams({ role: 'officer', ...(counter && { counter }) });
    void fetchJson(`/page-access?${query.toString()}`, Access).then((access) => {
      const known = access?.token ?? localStorage.getItem(storageKey);
      if (known === null) setStanding((before) => ({ ...before, wantsToken: true }));
      else setToken(known);
    });
  }, [counter]);
  useEffect(() => {
    if (token === undefined) return;
    let over = false;
    const headers = { Authorization: `Bearer ${token}` };
    const look = async () => {
      const [office, list] = await Promise.all([
        fetchJson('/api/v1/office', OfficeAnswer, headers),
        fetchJson('/api/v1/practice', PracticeList, headers),
      ]);
      if (over) return;
      setStanding((before) => ({
        ...before,
        ...(office && { office: office.document }),
        running: list?.running ?? before.running,
        wantsToken: before.office === undefined && office === undefined,
      }));
    };
    void look();
    const timer = setInterval(() => void look(), refreshMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [token]);
  return {
    ...standing,
    useToken(typed) {
      localStorage.setItem(storageKey, typed);
      setStanding((before) => ({ ...before, wantsToken: false }));
      setToken(typed);
    },
    async begin(wish) {
      try {
        const response = await fetch('/api/v1/practice', {
          method: 'POST',
          headers: { 'content-type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify(wish),
        });
        return PracticeAnswer.safeParse(await response.json()).data;
      } catch {
        return undefined;
      }
    },
  };
}

export function goTo(path: string): void {
  location.assign(path);
}
