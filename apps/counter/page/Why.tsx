import type { Desk } from './Console.tsx';

/** L9: why that one comes first. */
export function Why({ desk }: { readonly desk: Desk }) {
  const { view, say } = desk;
  const { next } = view;
  if (!next) return null;
  const lane = say(next.lane).toLowerCase();
  const reasons = {
    L2: whyTurn(desk, lane),
    L4: next.overBy === undefined ? say('whyL4plain', { lane }) : say('whyL4', { lane, n: next.overBy }),
    L6: say('whyL6'),
    C12: say('whyC12'),
  };
  return (
    <p className="why">
      <b>{say('why', { number: next.number })}</b>
      {reasons[next.rule]}
      {next.passed > 0 && ` ${say('passed', { n: next.passed })}`}
    </p>
  );
}

/** L2, L1: the turn of a lane with its weight, and why this one is first in it. */
function whyTurn({ view, office, say, clock }: Desk, lane: string): string {
  const { next } = view;
  const row = view.waiting.find(({ ticket }) => ticket === next?.ticket);
  if (!next || !row) return say('whyL2', { lane });
  const { weights } = office.policy;
  const since = clock.time(row.since);
  const when =
    row.slot === undefined ? say('whenSince', { since }) : say('whenSlot', { slot: clock.time(row.slot), since });
  const all = weights.appointment + weights.priority + weights.regular;
  return say('whyTurn', { lane, weight: weights[next.lane], all, when });
}
