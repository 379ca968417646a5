import type { Instant, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/protocol/office.ts';
import type { Estimate } from '../../../shared/protocol/replies.ts';
import type { Slip } from '../slip.ts';
import type { Alone } from './alone.ts';
import type { Press } from './book.ts';
import type { AgentEdges } from './edges.ts';
import type { Hearing } from './hearing.ts';

/** What a slip is laid out from. */
export interface SlipOf {
  readonly ticket: TicketId;
  readonly number: string;
  readonly service: ServiceId;
  readonly language: Language;
  readonly people: number;
  readonly at: Instant;
  readonly ahead: number | null;
  readonly estimate: Estimate;
  /** As another kiosk printed it; this one makes its own. */
  readonly check?: string;
  readonly dateUnsure?: boolean;
  readonly notToday?: boolean;
}

export interface Slips {
  /** Undefined when the office no longer has the service. */
  layOut(of: SlipOf): Slip | undefined;
  ofPress(press: Press): SlipOf | undefined;
  /** Key prefix and MAC, as on the slip. */
  check(ticket: TicketId, number: string): string;
}

export function createSlips(edges: Pick<AgentEdges, 'mac'>, hearing: Hearing, alone: Alone): Slips {
  const check = (ticket: TicketId, number: string) => `${ticket.slice(0, 6)}-${edges.mac(`${ticket} ${number}`)}`;
  return {
    check,
    ofPress({ ticket, number, service, language, people, at, ahead, estimate, own }) {
      if (number === undefined) return undefined;
      const dateUnsure = own !== undefined && alone.dayAt(at).unsure;
      return { ticket, number, service, language, people, at, ahead, estimate, dateUnsure };
    },
    layOut({ ticket, service: id, ...of }) {
      const office = hearing.known().office?.document;
      const service = office?.services.find((one) => one.id === id);
      if (!office || !service) return undefined;
      return {
        dateUnsure: false,
        notToday: false,
        ...of,
        office,
        service,
        check: of.check ?? check(ticket, of.number),
      };
    },
  };
}
