import { BrowserWindow, screen as screens, type BrowserWindowConstructorOptions, type Session } from 'electron';
import type { ShellSettings } from './settings.ts';

export interface Frame {
  readonly session: Session;
  /** Path of the bundled preload. */
  readonly preload: string;
  readonly packaged: boolean;
}

const paper = { kiosk: '#f5f2ea', counter: '#f5f2ea', display: '#0b0e1f' } as const;

/** Electron's safe defaults are written out, so that a change of them is seen. */
export function windowOptions(
  settings: ShellSettings,
  { session, preload, packaged }: Frame,
  bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): BrowserWindowConstructorOptions {
  const { app, windowed } = settings;
  const fills = app !== 'counter' && !windowed;
  return {
    ...bounds,
    show: false,
    title: 'Antrean',
    backgroundColor: paper[app],
    autoHideMenuBar: true,
    kiosk: fills && app === 'kiosk',
    fullscreen: fills,
    frame: !fills,
    alwaysOnTop: fills,
    skipTaskbar: fills && app === 'kiosk',
    closable: app === 'counter',
    minimizable: app === 'counter',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      safeDialogs: true,
      spellcheck: false,
      devTools: !packaged,
      autoplayPolicy: app === 'counter' ? 'user-gesture-required' : 'no-user-gesture-required',
      // A hall's screen is never in front of anybody's eyes for the system, and must not be slowed down for it.
      backgroundThrottling: false,
    },
  };
}

/** A window on the chosen monitor, or on the first where there is no such one. */
export function openWindow(settings: ShellSettings, frame: Frame): BrowserWindow {
  const displays = screens.getAllDisplays();
  const display = displays[settings.monitor - 1] ?? screens.getPrimaryDisplay();
  const { x, y, width, height } = display.bounds;
  const window = new BrowserWindow(windowOptions(settings, frame, { x, y, width, height }));
  window.removeMenu();
  if (settings.app === 'counter') window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}
