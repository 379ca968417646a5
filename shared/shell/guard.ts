import type { BrowserWindow, Session, WebContents } from 'electron';
import { isScreen, keyPasses, mayFetch, pageSandbox } from './policy.ts';
import type { ShellSettings } from './settings.ts';

/** What was refused to a page; each is said on stderr. */
export type Refused =
  'navigation' | 'window' | 'webview' | 'permission' | 'download' | 'request' | 'call' | 'devTools' | 'key' | 'file';
export type OnRefused = (what: Refused, which: string) => void;

/** What holds for everything that is loaded in the shell's session. */
export function guardSession(session: Session, home: string, refused: OnRefused): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    refused('permission', permission);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    event.preventDefault();
    refused('download', item.getURL());
  });
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !mayFetch(home, url);
    if (cancel) refused('request', url);
    answer({ cancel });
  });
  session.webRequest.onHeadersReceived(({ responseHeaders, resourceType }, answer) => {
    if (resourceType !== 'mainFrame' && resourceType !== 'subFrame') return answer({});
    const headers = responseHeaders ?? {};
    const policy = Object.keys(headers).find((name) => name.toLowerCase() === 'content-security-policy');
    const said = policy === undefined ? [] : (headers[policy] ?? []);
    return answer({ responseHeaders: { ...headers, [policy ?? 'Content-Security-Policy']: [...said, pageSandbox] } });
  });
}

/** What holds for one window, whatever its page does. */
export function guardWindow(window: BrowserWindow, { app, screen }: ShellSettings, refused: OnRefused): void {
  const contents = window.webContents;
  const stay = (event: { preventDefault(): void }, address: string) => {
    if (isScreen(screen, address)) return;
    event.preventDefault();
    refused('navigation', address);
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) stay(event, event.url);
  });
  contents.setWindowOpenHandler(({ url }) => {
    refused('window', url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('webview', '');
  });
  contents.on('devtools-opened', () => {
    contents.closeDevTools();
    refused('devTools', '');
  });
  contents.on('before-input-event', (event, input) => {
    if (keyPasses(app, input)) return;
    event.preventDefault();
    if (input.type === 'keyDown') refused('key', input.key);
  });
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('zoom-changed', () => contents.setZoomFactor(1));
  contents.on('did-finish-load', () => {
    contents.setZoomFactor(1);
    void contents.setVisualZoomLevelLimits(1, 1);
  });
  holdFileChoosers(contents, refused);
  if (app !== 'counter') {
    window.on('close', (event) => event.preventDefault());
    window.on('leave-full-screen', () => window.setFullScreen(true));
  }
}

/** A page may not open the system's file dialog; nothing else than Chromium's own protocol can say so. */
function holdFileChoosers({ debugger: protocol }: WebContents, refused: OnRefused): void {
  protocol.attach('1.3');
  protocol.on('message', (_event, method) => {
    if (method === 'Page.fileChooserOpened') refused('file', '');
  });
  void protocol
    .sendCommand('Page.enable')
    .then(() => protocol.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true }));
}
