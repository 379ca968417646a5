import * as z from 'zod/mini';
import { createHubLink, type HubLink, type LinkState, type Lost } from '../hubLink.edge.ts';
import { CommandKey, CounterId, ZoneId, type DeviceId, type Instant } from '../ids.ts';
import type { WireCommand } from '../protocol/commands.ts';
import type { Watch } from '../protocol/hello.ts';
import { Language, Office } from '../protocol/office.ts';
import { practicePath } from '../protocol/practice.ts';
import type { Reply } from '../protocol/replies.ts';
import type { Role } from '../protocol/roles.ts';
import type { View } from '../protocol/views.ts';

/** All that a page knows; replaced as a whole, so that a page is drawn from one moment. */
export interface Sight<V extends View = View> {
  readonly link: LinkState;
  readonly view?: V;
  readonly office?: Office;
  /** Whom the hub takes this page for; a new object at each welcome. */
  readonly self?: { readonly device: DeviceId; readonly role: Role };
  /** The view came after the hub's last welcome: a hub that begins anew has said how things stand. */
  readonly fresh: boolean;
  /** Set when only a person can help: no token, or one that the hub does not know. */
  readonly wantsToken: boolean;
  /** The hub runs newer pages than this one; the page decides when it may reload. */
  readonly outdated: boolean;
}

export interface PageHub<V extends View = View> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly sight: () => Sight<V>;
  readonly now: () => Instant;
  readonly send: (command: WireCommand) => Promise<Reply | Lost>;
  /** A GET of the hub's API under this page's credential; undefined when it is not answered as it should be. */
  readonly read: <T>(path: string, schema: z.ZodMiniType<T>) => Promise<T | undefined>;
  readonly useToken: (token: string) => void;
}

const Access = z.object({ token: z.string() });
const OfficeAnswer = z.object({ hash: z.string(), document: Office });
const tryAgainMs = 2_000;

/** A page is told by its address what it is. */
export function pageSettings(): { readonly counter?: CounterId; readonly zone?: ZoneId; readonly language: Language } {
  const query = new URLSearchParams(location.search);
  const counter = CounterId.safeParse(query.get('counter'));
  const zone = ZoneId.safeParse(query.get('zone'));
  return {
    language: Language.safeParse(query.get('lang')).data ?? 'id',
    ...(counter.success ? { counter: counter.data } : {}),
    ...(zone.success ? { zone: zone.data } : {}),
  };
}

export function newKey(): CommandKey {
  if (typeof crypto.randomUUID === 'function') return CommandKey.parse(crypto.randomUUID());
  // Over plain HTTP, and in the browser of an old television.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return CommandKey.parse(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

export function openHub<A extends View['audience']>(
  role: 'officer' | 'display',
  watch: Extract<Watch, { audience: A }>,
): PageHub<Extract<View, { audience: A }>> {
  type V = Extract<View, { audience: A }>;
  // A page of a practice asks the hub of that practice, and no other.
  const under = practicePath(location.pathname);
  const storageKey = `antrean.token.${role}`;
  const listeners = new Set<() => void>();
  let sight: Sight<V> = {
    link: { kind: 'connecting', since: Date.now() },
    wantsToken: false,
    outdated: false,
    fresh: false,
  };
  let link: HubLink | undefined;
  let token = '';
  let wanted: string | undefined;
  let known: string | undefined;
  let fetching = false;

  function tell(change: Partial<Sight<V>>) {
    sight = { ...sight, ...change };
    for (const listener of listeners) listener();
  }

  function dial(by: string) {
    link?.close();
    token = by;
    link = createHubLink({
      url: location.origin,
      under,
      hello: { token, watch },
      onFrame({ view }) {
        wanted = view.document;
        void fetchOffice();
        tell({ view: view as V, fresh: true });
      },
      onState(state) {
        const unknown = state.kind === 'refused' && state.refusal.code === 'unauthorized';
        if (unknown) link?.close();
        tell({ link: state, wantsToken: unknown });
      },
      onWelcome: ({ device, role }) => tell({ self: { device, role }, fresh: false }),
      onBuild: () => tell({ outdated: true }),
    });
  }

  /** The office document a view names, once per hash. */
  async function fetchOffice() {
    if (fetching || wanted === known) return;
    fetching = true;
    const answer = await fetchJson(`${under}/api/v1/office`, OfficeAnswer, { Authorization: `Bearer ${token}` });
    fetching = false;
    if (answer === undefined) {
      setTimeout(() => void fetchOffice(), tryAgainMs);
      return;
    }
    // A hash the hub no longer has is not asked for again and again: its next frame names the new one.
    known = wanted;
    tell({ office: answer.document });
  }

  async function start() {
    const query = new URLSearchParams(location.search);
    query.set('role', role);
    const access = await fetchJson(`${under}/page-access?${query.toString()}`, Access);
    const by = access?.token ?? localStorage.getItem(storageKey);
    if (by === null) tell({ wantsToken: true });
    else dial(by);
  }

  void start();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sight: () => sight,
    now: () => link?.now() ?? Date.now(),
    read: (path, schema) => fetchJson(under + path, schema, { Authorization: `Bearer ${token}` }),
    send: (command) => link?.send(command) ?? Promise.resolve({ ok: false, lost: true }),
    useToken(typed) {
      localStorage.setItem(storageKey, typed);
      tell({ wantsToken: false, link: { kind: 'connecting', since: Date.now() } });
      dial(typed);
    },
  };
}

export async function fetchJson<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  headers: Record<string, string> = {},
): Promise<T | undefined> {
  try {
    const response = await fetch(path, { headers, cache: 'no-store' });
    if (!response.ok) return undefined;
    const said: unknown = await response.json();
    return schema.safeParse(said).data;
  } catch {
    return undefined;
  }
}
