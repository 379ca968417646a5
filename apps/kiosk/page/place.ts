import { assertNever } from '../../../shared/basics.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import type { Paper } from './TicketPage.tsx';
import type { Ticket } from './ticketParts.tsx';

/** Where a visitor is. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'appointment'; readonly isScanned: boolean }
  | { readonly at: 'service'; readonly service: Service }
  | {
      readonly at: 'ticket';
      readonly service: Service;
      readonly ticket: Ticket;
      readonly paper: Paper;
      /** I25: the visitor has not yet said whether an uncertain slip came out. */
      readonly isAsked: boolean;
    }
  | { readonly at: 'find'; readonly scanned: string | undefined }
  | { readonly at: 'attendant' };

export const home: Place = { at: 'home' };

/** Two places with the same name are one page: moving between them is no change of page. */
export function pageName(place: Place): string {
  switch (place.at) {
    case 'home':
    case 'appointment':
    case 'find':
    case 'attendant':
      return place.at;
    case 'service':
      return `service ${place.service.id}`;
    case 'ticket':
      return `ticket ${place.ticket.number} ${place.ticket.slip} ${place.isAsked}`;
    default:
      return assertNever(place);
  }
}
