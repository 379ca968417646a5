import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** What stands in for Electron in a test: it keeps what it was told, and says what the test lets happen. */
export class FakeContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  readonly debugger = Object.assign(new EventEmitter(), {
    attach: vi.fn<(version: string) => void>(),
    sendCommand: vi.fn<(method: string, params?: object) => Promise<object>>(() => Promise.resolve({})),
  });
  openHandler: (details: { readonly url: string }) => unknown = () => ({ action: 'allow' });
  setWindowOpenHandler = (handler: (details: { readonly url: string }) => unknown) => void (this.openHandler = handler);
  closeDevTools = vi.fn<() => void>();
  setZoomFactor = vi.fn<(factor: number) => void>();
  setVisualZoomLevelLimits = vi.fn<(least: number, most: number) => Promise<void>>(() => Promise.resolve());
  getURL = () => this.mainFrame.url;
  print = vi.fn<(options: object, done: (printed: boolean) => void) => void>((_options, done) => done(true));

  /** Says an event and tells whether it was prevented. */
  prevented(name: string, details: object = {}, ...rest: unknown[]): boolean {
    let prevented = false;
    this.emit(name, { ...details, preventDefault: () => void (prevented = true) }, ...rest);
    return prevented;
  }
}

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  static readonly getAllWindows = () => FakeWindow.all.filter(({ isOpen }) => isOpen);
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  readonly options: Record<string, unknown> & { readonly webPreferences: Record<string, unknown> };
  isOpen = true;
  focus = vi.fn<() => void>();
  maximize = vi.fn<() => void>();
  show = vi.fn<() => void>();
  removeMenu = vi.fn<() => void>();
  setFullScreen = vi.fn<(on: boolean) => void>();
  /** Kept, so that a test may say what became of the load. */
  loadURL = (address: string) => {
    this.loaded.push(address);
    return Promise.resolve();
  };
  destroy = () => void (this.isOpen = false);

  constructor(options: FakeWindow['options']) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }

  /** The last load arrived, or did not. */
  arrives(status = 200) {
    this.webContents.mainFrame.url = this.loaded.at(-1) ?? '';
    this.webContents.emit('did-navigate', {}, this.webContents.mainFrame.url, status);
    this.webContents.emit('did-finish-load');
  }
  fails(code: number) {
    this.webContents.emit('did-fail-load', {}, code, '', this.loaded.at(-1), true);
  }
}

type Answer<T> = (value: T) => void;

class FakeSession extends EventEmitter {
  permission?: (contents: unknown, permission: string, answer: Answer<boolean>) => void;
  check?: () => boolean;
  device?: () => boolean;
  before?: (details: { readonly url: string }, answer: Answer<{ cancel: boolean }>) => void;
  headers?: (details: object, answer: Answer<{ responseHeaders?: Record<string, string[]> }>) => void;
  verify?: (request: object, answer: Answer<number>) => void;
  answersTo = vi.fn<(address: string) => Promise<{ readonly ok: boolean }>>(() => Promise.resolve({ ok: false }));
  files?: (request: { readonly url: string; readonly method: string }) => Response;
  setPermissionRequestHandler = (handler: FakeSession['permission'] & object) => void (this.permission = handler);
  setPermissionCheckHandler = (handler: () => boolean) => void (this.check = handler);
  setDevicePermissionHandler = (handler: () => boolean) => void (this.device = handler);
  setDisplayMediaRequestHandler = vi.fn<(handler: null) => void>();
  setSpellCheckerEnabled = vi.fn<(on: boolean) => void>();
  setCertificateVerifyProc = (handler: FakeSession['verify'] & object) => void (this.verify = handler);
  webRequest = {
    onBeforeRequest: (handler: FakeSession['before'] & object) => void (this.before = handler),
    onHeadersReceived: (handler: FakeSession['headers'] & object) => void (this.headers = handler),
  };
  protocol = { handle: (_scheme: string, handler: FakeSession['files'] & object) => void (this.files = handler) };
  fetch = (address: string) => this.answersTo(address);
}

type Handler = (event: object, ...args: unknown[]) => Promise<unknown>;

/** A whole fake module and what a test looks at in it. */
export function fakeElectron(folder: string) {
  const session = new FakeSession();
  const handlers = new Map<string, Handler>();
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { hasSwitch: () => false },
    enableSandbox: vi.fn<() => void>(),
    exit: vi.fn<(code: number) => void>(),
    requestSingleInstanceLock: vi.fn<() => boolean>(() => true),
    whenReady: () => Promise.resolve(),
    setPath: vi.fn<(name: string, path: string) => void>(),
    getPath: () => folder,
    getAppPath: () => folder,
  });
  const displays = [
    { bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
    { bounds: { x: 1920, y: 0, width: 3840, height: 2160 } },
  ];
  return {
    app,
    BrowserWindow: FakeWindow,
    Menu: { setApplicationMenu: vi.fn<(menu: null) => void>() },
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    protocol: { registerSchemesAsPrivileged: vi.fn<(schemes: readonly object[]) => void>() },
    screen: { getAllDisplays: () => displays, getPrimaryDisplay: () => displays[0] },
    session: { fromPartition: vi.fn<(name: string) => FakeSession>(() => session) },
    seen: { session, handlers },
  };
}
export type FakeElectron = ReturnType<typeof fakeElectron>;
