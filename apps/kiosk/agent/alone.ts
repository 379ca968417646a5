import { err, ok, type Result } from '../../../shared/basics.ts';
import { BusinessDay, Numbering, type Instant, type ServiceId } from '../../../shared/ids.ts';
import type { AgentService } from '../../../shared/protocol/agent.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import { businessDayAt, intakeOpenAt } from '../localTime.ts';
import type { AgentBook } from './book.ts';
import type { Hearing } from './hearing.ts';
import { refused, refusedAs, refusedShare, type Refused } from './texts.ts';

export interface OwnNumber {
  readonly day: BusinessDay;
  readonly number: Numbering;
}

/** What a kiosk may do without the hub, by the last office document, hours and shares it was told (N6, D7, D8). */
export interface Alone {
  /** Never a day before the last one known: a kiosk whose clock was lost does not reopen an old book. */
  dayAt(at: Instant): { readonly day: BusinessDay; readonly unsure: boolean };
  service(id: ServiceId, at: Instant): AgentService;
  /** N6: the next number of that day behind the kiosk's own digit; written nowhere yet. */
  number(service: Service, people: number, at: Instant, day: BusinessDay): Result<OwnNumber, Refused>;
}

export function createAlone(book: AgentBook, hearing: Hearing): Alone {
  function dayAt(at: Instant): { readonly day: BusinessDay; readonly unsure: boolean } {
    const { office, view } = hearing.known();
    const day = office ? businessDayAt(at, office.document) : BusinessDay.parse('1970-01-01');
    const least = [view?.day, book.lastDay].reduce(
      (most, one) => (one !== undefined && (most === undefined || one > most) ? one : most),
      undefined,
    );
    return least !== undefined && least > day ? { day: least, unsure: true } : { day, unsure: hearing.isClockLost() };
  }

  /** D7: undefined where the service has no quota. */
  function restOfShare(id: ServiceId, day: BusinessDay): number | undefined {
    const { view, dayShares } = hearing.known();
    const isSameDay = view?.day === day;
    const share = (isSameDay ? view.shares : dayShares)[id];
    if (share === undefined) return undefined;
    const unsent = book.own().filter((press) => press.service === id && press.own?.day === day);
    return unsent.reduce((rest, press) => rest - press.people, share - (isSameDay ? hearing.sold(id) : 0));
  }

  /** D8: by the document's hours, and closed as long as the hub's last word of that day said closed for another reason. */
  function serviceAt(id: ServiceId, at: Instant, day: BusinessDay): AgentService {
    const alone = { id, waiting: null, estimate: null };
    const { office, view } = hearing.known();
    const service = office?.document.services.find((one) => one.id === id);
    if (!office || !service) return { ...alone, open: false };
    const told = view?.day === day ? view.services.find((one) => one.id === id) : undefined;
    const opens = told?.opens === undefined || told.opens <= at ? {} : { opens: told.opens };
    if (told && !told.open && told.why && told.why !== 'hours')
      return { ...alone, open: false, why: told.why, ...opens };
    if (!intakeOpenAt(at, service, office.document)) return { ...alone, open: false, why: 'hours', ...opens };
    const rest = restOfShare(id, day);
    return rest !== undefined && rest < 1 ? { ...alone, open: false, why: 'share' } : { ...alone, open: true };
  }

  return {
    dayAt,
    service: (id, at) => serviceAt(id, at, dayAt(at).day),
    number(service, people, at, day) {
      const { digit } = book;
      if (digit === undefined) return err(refused('noDigit'));
      const state = serviceAt(service.id, at, day);
      if (!state.open && state.why === 'share') return err(refusedShare());
      const timeZone = hearing.known().office?.document.timeZone;
      if (!state.open) return err(refusedAs(codeOf(state.why), state.opens, timeZone));
      const room = restOfShare(service.id, day);
      if (room !== undefined && room < people) return err(refusedShare());
      const count = book.nextCount(day, service.prefix);
      return ok({ day, number: Numbering.parse({ prefix: service.prefix, source: digit, count }) });
    },
  };
}

function codeOf(why: AgentService['why']) {
  if (why === 'paused') return 'servicePaused';
  if (why === 'stopped') return 'intakeStopped';
  if (why === 'quota') return 'quotaUsed';
  return why === 'day' ? 'dayClosed' : 'serviceClosed';
}
