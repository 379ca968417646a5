import type { Dialog } from '../dialog.ts';
import { answerStaff, clearEmergency, emergency } from './help.ts';
import { leave, park, takeBreak, transfer } from './moves.ts';
import { change, continues, incomplete, nextAsks, referred } from './outcomes.ts';
import { choose, giveUp, link, lists, note, split, take } from './others.ts';
import type { DialogDesk } from './parts.ts';
import { goOnWithout, seatWrong } from './restore.ts';

/** Every dialog a key can open. */
export const dialogs = {
  nextAsks,
  incomplete,
  referred,
  continues,
  change,
  park,
  transfer,
  takeBreak,
  leave,
  choose,
  lists,
  giveUp,
  take,
  split,
  link,
  note,
  answerStaff,
  emergency,
  clearEmergency,
  seatWrong,
  goOnWithout,
} satisfies Record<string, (desk: DialogDesk) => Dialog>;
export type DialogName = keyof typeof dialogs;
