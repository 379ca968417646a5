import * as z from 'zod/mini';
import type { CommandType } from './commands.ts';

/** Who may come through a door. `api` is another system with the office's key; `clock` and `hub` are the hub itself. */
export const Role = z.enum([
  'kiosk',
  'display',
  'officer',
  'supervisor',
  'admin',
  'auditor',
  'api',
  'phone',
  'clock',
  'hub',
]);
export type Role = z.infer<typeof Role>;

const visitorSide = ['kiosk', 'api', 'officer', 'supervisor', 'admin'] as const;
const desk = ['officer', 'supervisor', 'admin', 'api'] as const;
const chief = ['supervisor', 'admin', 'api'] as const;

/** The one table of who may do what, enforced at every door (I31). */
export const allowed: { readonly [Type in CommandType]: readonly Role[] } = {
  TakeTicket: visitorSide,
  ConfirmSlip: visitorSide,
  UploadTickets: ['kiosk', 'api'],
  ReportBrought: ['kiosk', 'api'],
  EndRestore: chief,
  CheckSeat: desk,
  SignIn: desk,
  SignOut: desk,
  TakeOver: desk,
  OpenCounter: desk,
  PauseCounter: desk,
  CloseCounter: desk,
  CallNext: desk,
  CallTicket: desk,
  Recall: desk,
  Withdraw: desk,
  StartService: desk,
  Finish: desk,
  MarkNoShow: desk,
  Park: desk,
  Return: [...visitorSide, 'phone'],
  Transfer: desk,
  Release: chief,
  Reinstate: [...visitorSide, 'phone'],
  Cancel: [...visitorSide, 'phone'],
  Postpone: [...visitorSide, 'phone'],
  ConfirmPresence: [...visitorSide, 'phone'],
  Split: desk,
  Link: desk,
  CheckItem: desk,
  Note: desk,
  Undo: desk,
  Correct: chief,
  Assign: chief,
  PauseService: chief,
  ResumeService: chief,
  StopIntake: [...chief, 'hub'],
  ResumeIntake: [...chief, 'hub'],
  TellNotToday: ['api', 'hub'],
  AdviseCounter: ['api', 'hub'],
  WithdrawAdvice: ['api', 'hub'],
  Announce: chief,
  SendMessage: desk,
  RaiseEmergency: [...desk, 'kiosk'],
  ClearEmergency: chief,
  CallStaff: ['kiosk', 'api'],
  AnswerStaff: desk,
  ReportAnnounced: ['display', 'api'],
  ReportDevice: ['kiosk', 'display', 'officer', 'hub', 'api'],
  CloseDay: chief,
  ReopenDay: chief,
  ChangeOffice: ['admin', 'api'],
};

/** C13: may this role set a rule aside, with a reason? */
export function mayOverride(role: Role): boolean {
  return role === 'supervisor' || role === 'admin' || role === 'api';
}
