import type { CallName } from '../../../shared/shell/calls.ts';

/** What the page may ask of its shell. */
export const calls: readonly CallName[] = ['alive', 'retry'];
