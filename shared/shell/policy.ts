import type { AppName } from './settings.ts';

/** Scheme and host of the pages that come with the shell; standard, so that they have an origin of their own. */
export const localScheme = 'antrean';
export const localOrigin = `${localScheme}://local`;

/** What an address says, where it is one. (Electron 25, on which the shells are checked, has no URL.canParse.) */
export function addressOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether an address is the screen itself: its origin, and nothing above its folder. An officer also goes from the counter
 * to practise, and back.
 */
export function isScreen(home: string, address: string): boolean {
  const [from, to] = [new URL(home), addressOf(address)];
  if (to === undefined) return false;
  const folder = from.pathname.slice(0, from.pathname.lastIndexOf('/') + 1);
  const folders = folder === '/counter/' ? [folder, '/practice/'] : [folder];
  return to.origin === from.origin && to.username === '' && folders.some((own) => to.pathname.startsWith(own));
}

export function isLocal(address: string): boolean {
  return address.startsWith(`${localOrigin}/`);
}

/** Whose page an address is; a frame of anybody else has no calls. */
export function standOf(home: string, address: string): 'screen' | 'local' | undefined {
  if (isLocal(address)) return 'local';
  return isScreen(home, address) ? 'screen' : undefined;
}

/** The only addresses a shell asks the network for: those of its own hub or agent. */
export function mayFetch(home: string, address: string): boolean {
  const to = addressOf(address);
  if (to === undefined) return false;
  const { protocol, host } = to;
  if (protocol === 'data:' || protocol === `${localScheme}:`) return true;
  const own = new URL(home);
  if (protocol === 'blob:') return address.startsWith(`blob:${own.origin}/`);
  const secure = own.protocol === 'https:';
  return host === own.host && (protocol === own.protocol || protocol === (secure ? 'wss:' : 'ws:'));
}

/**
 * Added to what the server says of a page: no dialog, no print, no popup, no download and no frame, whatever the page
 * asks for. A policy can only be narrowed by another one.
 */
export const pageSandbox = "sandbox allow-scripts allow-same-origin allow-forms; frame-src 'none'; object-src 'none'";

export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

const plainKeys = new Set(
  'Enter Tab Backspace Delete Escape Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift CapsLock NumLock Dead Process Unidentified'.split(
    ' ',
  ),
);
const editing = new Set(['a', 'c', 'v', 'x', 'z']);

/** Whether the page gets a key: what is typed passes, everything that a browser or a window would act on does not. */
export function keyPasses(app: AppName, { key, control, alt, meta }: KeyPress): boolean {
  if (meta) return false;
  // The attendant's chord at the kiosk: the page asks for the code.
  if (control && alt) return app === 'kiosk' && key.toLowerCase() === 'a';
  if (alt) return false;
  if (control) return app === 'counter' && editing.has(key.toLowerCase());
  if (app === 'counter' && /^F([1-9]|10)$/.test(key)) return true;
  return /^.$/u.test(key) || plainKeys.has(key);
}
