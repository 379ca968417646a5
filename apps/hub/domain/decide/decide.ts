import { assertNever } from '../../../../shared/basics.ts';
import type { Command, CommandType } from '../../../../shared/protocol/commands.ts';
import { allowed } from '../../../../shared/protocol/roles.ts';
import type { ReadonlyFloor } from '../floor.ts';
import { callNext, callTicket, markNoShow, recall, withdraw } from './calling.ts';
import { refuse, type Context, type Decided } from './context.ts';
import { assign, rest, sitDown } from './counters.ts';
import { reportAnnounced, reportDevice } from './devices.ts';
import {
  announceText,
  answerStaff,
  callStaff,
  changeOffice,
  clearEmergency,
  closeDay,
  pauseService,
  raiseEmergency,
  reopenDay,
  resumeIntake,
  resumeService,
  sendMessage,
  stopIntake,
} from './house.ts';
import { adviseCounter, withdrawAdvice } from './advice.ts';
import { tellNotToday } from './notToday.ts';
import { checkItem, finish, link, note, park, release, split, startService, transfer } from './service.ts';
import { checkSeat, endRestore, reportBrought } from './restore.ts';
import { confirmSlip, takeTicket } from './take.ts';
import { uploadTickets } from './upload.ts';
import { cancel, comeBack, confirmPresence, correct, postpone, reinstate, undo } from './visitors.ts';

/** D6: all that a closed book still takes, and what asks nothing of it. */
const inClosedBook: ReadonlySet<CommandType> = new Set([
  'UploadTickets',
  'ReportBrought',
  'EndRestore',
  'Correct',
  'ReopenDay',
  'ReportDevice',
  'ChangeOffice',
  'TakeTicket',
]);

/**
 * What follows from a command: events and an answer, or a refusal that changes nothing. Pure: the floor is only read,
 * the clock is `context.now`, and the same arguments always give the same decision (RULES.md).
 */
export function decide(command: Command, floor: ReadonlyFloor, context: Context): Decided {
  if (!allowed[command.type].includes(context.by.role)) return refuse('notAllowed');
  if (floor.state === 'closed' && !inClosedBook.has(command.type)) return refuse('dayClosed');
  switch (command.type) {
    case 'TakeTicket':
      return takeTicket(command, floor, context);
    case 'ConfirmSlip':
      return confirmSlip(command, floor);
    case 'UploadTickets':
      return uploadTickets(command, floor, context);
    case 'ReportBrought':
      return reportBrought(command, floor, context);
    case 'EndRestore':
      return endRestore(command, floor);
    case 'CheckSeat':
      return checkSeat(command, floor, context);
    case 'SignIn':
    case 'OpenCounter':
    case 'TakeOver':
      return sitDown(command, floor, context);
    case 'SignOut':
    case 'PauseCounter':
    case 'CloseCounter':
      return rest(command, floor, context);
    case 'Assign':
      return assign(command, floor);
    case 'CallNext':
      return callNext(command, floor, context);
    case 'CallTicket':
      return callTicket(command, floor, context);
    case 'Recall':
      return recall(command, floor, context);
    case 'Withdraw':
      return withdraw(command, floor, context);
    case 'MarkNoShow':
      return markNoShow(command, floor, context);
    case 'StartService':
      return startService(command, floor, context);
    case 'Finish':
      return finish(command, floor, context);
    case 'CheckItem':
      return checkItem(command, floor, context);
    case 'Park':
      return park(command, floor, context);
    case 'Transfer':
      return transfer(command, floor, context);
    case 'Release':
      return release(command, floor, context);
    case 'Split':
      return split(command, floor, context);
    case 'Link':
      return link(command, floor);
    case 'Note':
      return note(command, floor);
    case 'Return':
      return comeBack(command, floor);
    case 'Reinstate':
      return reinstate(command, floor, context);
    case 'Cancel':
      return cancel(command, floor);
    case 'Postpone':
      return postpone(command, floor);
    case 'ConfirmPresence':
      return confirmPresence(command, floor);
    case 'Undo':
      return undo(command, floor, context);
    case 'Correct':
      return correct(command, floor, context);
    case 'PauseService':
      return pauseService(command, floor);
    case 'ResumeService':
      return resumeService(command, floor);
    case 'StopIntake':
      return stopIntake(command, floor, context);
    case 'ResumeIntake':
      return resumeIntake(command, floor, context);
    case 'TellNotToday':
      return tellNotToday(command, floor, context);
    case 'AdviseCounter':
      return adviseCounter(command, floor);
    case 'WithdrawAdvice':
      return withdrawAdvice(command, floor);
    case 'CloseDay':
      return closeDay(command, floor);
    case 'ReopenDay':
      return reopenDay(command, floor);
    case 'Announce':
      return announceText(command, floor);
    case 'SendMessage':
      return sendMessage(command, floor);
    case 'RaiseEmergency':
      return raiseEmergency(command, floor, context);
    case 'ClearEmergency':
      return clearEmergency(command, floor);
    case 'CallStaff':
      return callStaff(command, floor, context);
    case 'AnswerStaff':
      return answerStaff(command, floor);
    case 'ReportAnnounced':
      return reportAnnounced(command, floor, context);
    case 'ReportDevice':
      return reportDevice(command, floor, context);
    case 'ChangeOffice':
      return changeOffice(floor, context);
    default:
      return assertNever(command);
  }
}
