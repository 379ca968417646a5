import type { PressAnswer } from '../../../shared/protocol/agent.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import type { Voice } from './parts.tsx';
import './ticket.css';

export type Ticket = Extract<PressAnswer, { ok: true }>;

export interface TicketProps {
  readonly voice: Voice;
  readonly ticket: Ticket;
  readonly service: Service;
  readonly onDone: () => void;
}

export function TicketNumber({ ticket: { number } }: { readonly ticket: Pick<Ticket, 'number'> }) {
  return (
    <span className="num big" data-digits={number.length - 2} data-say="">
      {number}
    </span>
  );
}

export function Counted({ text, value }: { readonly text: string; readonly value: number }) {
  const [before, after] = text.split('{n}');
  return (
    <>
      {before}
      <span className="num">{value}</span>
      {after}
    </>
  );
}
