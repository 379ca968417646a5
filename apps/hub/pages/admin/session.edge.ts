import * as z from 'zod/mini';
import { Office, Text, type Language } from '../../../../shared/protocol/office.ts';
import { fetchJson } from '../../../../shared/ui/pageHub.edge.ts';

/** What the hub answered: a value of the schema asked for, its refusal, or nothing that could be read. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: Text;
      /** The field of the question that is wrong, where the refusal names one. */
      readonly path?: string;
    };

/** How the console stands with the hub. */
export type Standing =
  | { readonly kind: 'asking' }
  /** No key yet, or one that the hub does not know. */
  | { readonly kind: 'noKey'; readonly unknown: boolean }
  | { readonly kind: 'lost' }
  | { readonly kind: 'in'; readonly office: Office };

export interface Session {
  readonly subscribe: (listener: () => void) => () => void;
  readonly standing: () => Standing;
  /** The key typed, or the demo's own. */
  readonly token: () => string;
  readonly useToken: (token: string) => void;
  readonly forget: () => void;
  readonly read: <T>(path: string, schema: z.ZodMiniType<T>) => Promise<Answer<T>>;
  /** An aborted question is answered as a lost one; the hub hears that its asker has gone. */
  readonly send: <T>(path: string, body: unknown, schema: z.ZodMiniType<T>, signal?: AbortSignal) => Promise<Answer<T>>;
  /** Fetches under the key and gives the browser the answer as a file of that name; false where that failed. */
  readonly download: (path: string, name: string) => Promise<boolean>;
}

const storageKey = 'antrean.token.admin';
const tryAgainMs = 3_000;
const Access = z.object({ token: z.string() });
const OfficeAnswer = z.object({ hash: z.string(), document: Office });
const Refused = z.object({
  error: z.object({ code: z.string(), message: Text, about: z.optional(z.object({ path: z.optional(z.string()) })) }),
});
const lost: Answer<never> = {
  ok: false,
  code: 'lost',
  message: { id: 'Pusat antrean tidak menjawab.', en: 'The hub does not answer.' },
};

/** A session of this tab: the key is in `sessionStorage` and nowhere else. */
export function openSession(): Session {
  const listeners = new Set<() => void>();
  let standing: Standing = { kind: 'asking' };
  let token = '';

  function tell(next: Standing) {
    standing = next;
    for (const listener of listeners) listener();
  }

  async function ask<T>(
    path: string,
    schema: z.ZodMiniType<T>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    try {
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch(path, {
        cache: 'no-store',
        ...(signal && { signal }),
        ...(body === undefined
          ? { headers }
          : {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify(body),
            }),
      });
      const said: unknown = await response.json();
      if (response.ok) {
        const value = schema.safeParse(said);
        return value.success ? { ok: true, value: value.data } : lost;
      }
      const refused = Refused.safeParse(said);
      if (!refused.success) return lost;
      if (response.status === 401) tell({ kind: 'noKey', unknown: true });
      const { code, message, about } = refused.data.error;
      return { ok: false, code, message, ...(about?.path !== undefined && { path: about.path }) };
    } catch {
      return lost;
    }
  }

  async function enter(by: string) {
    token = by;
    tell({ kind: 'asking' });
    const answer = await ask('/api/v1/office', OfficeAnswer);
    if (token !== by) return;
    if (answer.ok) {
      sessionStorage.setItem(storageKey, by);
      tell({ kind: 'in', office: answer.value.document });
    } else if (answer.code !== 'unauthorized') {
      tell({ kind: 'lost' });
      setTimeout(() => token === by && void enter(by), tryAgainMs);
    }
  }

  async function start() {
    const kept = sessionStorage.getItem(storageKey);
    const access = await fetchJson('/page-access?role=admin', Access);
    const by = access?.token ?? kept;
    if (by === null) tell({ kind: 'noKey', unknown: false });
    else await enter(by);
  }

  void start();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    standing: () => standing,
    token: () => token,
    useToken: (typed) => void enter(typed),
    forget() {
      sessionStorage.removeItem(storageKey);
      token = '';
      tell({ kind: 'noKey', unknown: false });
    },
    read: (path, schema) => ask(path, schema),
    send: (path, body, schema, signal) => ask(path, schema, body, signal),
    async download(path, name) {
      try {
        const response = await fetch(path, { headers: { Authorization: `Bearer ${token}` }, cache: 'no-store' });
        if (!response.ok) return false;
        const url = URL.createObjectURL(await response.blob());
        const link = document.createElement('a');
        link.href = url;
        link.download = name;
        link.click();
        URL.revokeObjectURL(url);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Keeps the language in the address, so that a reload and a copied address speak it too. */
export function rememberLanguage(language: Language): void {
  const query = new URLSearchParams(location.search);
  query.set('lang', language);
  history.replaceState(null, '', `?${query.toString()}${location.hash}`);
  document.documentElement.lang = language;
}
