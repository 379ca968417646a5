import type { Page } from 'playwright-core';
import type { Stage, StagePlan } from './stage.ts';

export type Size = readonly [width: number, height: number];

/** A state of one screen: how an office comes to it, and the sizes it is looked at in. */
export interface Scene {
  /** Kebab-case, beginning with its page: `kiosk-home`, `display-call-english`. It names the picture and the axe test. */
  readonly name: string;
  readonly page: 'kiosk' | 'counter' | 'display' | 'start' | 'admin' | 'practice';
  /** One line for the index of the pictures: what is to be seen here. */
  readonly about: string;
  /** The first one is also what axe looks at. */
  readonly sizes: readonly Size[];
  /** Besides the page's own theme; set on the page once it is arranged. */
  readonly themes?: readonly ('light' | 'dark' | 'contrast')[];
  /** Where not the demo office on Tuesday 24 November 2026 at 10.42. */
  readonly plan?: StagePlan;
  /** The pace of its keys matters: no other scene is played meanwhile. */
  readonly alone?: boolean;
  /** Plays the office into this state, and answers with the page, opened by `stage.look`, once it shows it. */
  arrange(stage: Stage): Promise<Page>;
}

/** Sizes of look.md section 5. */
export const sizes = {
  kiosk: [
    [1080, 1920],
    [1280, 1024],
  ],
  counter: [
    [1366, 768],
    [1920, 1080],
  ],
  display: [[1920, 1080]],
  displayFine: [
    [1920, 1080],
    [3840, 2160],
  ],
  desk: [[1366, 768]],
} as const satisfies { readonly [name: string]: readonly Size[] };
