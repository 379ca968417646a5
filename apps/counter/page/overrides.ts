import type { ErrorCode } from '../../../shared/protocol/refusalTexts.ts';
import { mayOverride, type Role } from '../../../shared/protocol/roles.ts';
import type { Ask } from './keys.ts';

/** A command that may carry a supervisor's leave (C13). */
export type Allowable = Extract<Ask, { override?: unknown }>;

const allowable = {
  SignIn: ['notSkilled'],
  TakeOver: ['notSkilled'],
  OpenCounter: ['notSkilled'],
  CallNext: ['notSkilled'],
  CallTicket: ['notSkilled', 'notYourQueue', 'reasonNeeded'],
  Recall: ['recallLimit'],
  Finish: ['checklistOpen'],
  MarkNoShow: ['tooFewCalls', 'tooEarly'],
  StopIntake: [],
  ResumeIntake: [],
} satisfies { readonly [Type in Allowable['type']]: readonly ErrorCode[] };

/** C13: may this role set aside the rule that refused this? Then it is returned to be asked again with a reason. */
export function allowableOf(ask: Ask, code: ErrorCode, role: Role | undefined): Allowable | undefined {
  if (role === undefined || !mayOverride(role) || !mayCarry(ask)) return undefined;
  const codes: readonly ErrorCode[] = allowable[ask.type];
  return codes.includes(code) ? ask : undefined;
}

function mayCarry(ask: Ask): ask is Allowable {
  return Object.hasOwn(allowable, ask.type);
}

export function allowing(ask: Allowable, reason: string): Ask {
  return { ...ask, override: { reason } };
}
