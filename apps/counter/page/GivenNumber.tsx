import type { Desk, Given } from './Console.tsx';
import { Sheet } from './Sheet.tsx';

/** A number without a slip, large enough to be read aloud or written down; Enter says that the visitor has it (C7). */
export function GivenNumber({
  desk,
  given: { result, by },
  onDone,
}: {
  readonly desk: Desk;
  readonly given: Given;
  readonly onDone: () => void;
}) {
  const { say, send } = desk;
  function done() {
    // A split is shown from its beginning; a ticket taken here waits for this word.
    if (by === 'TakeTicket') send({ type: 'ConfirmSlip', ticket: result.ticket, outcome: 'shown' });
    onDone();
  }
  return (
    <Sheet
      title={say('givenTitle')}
      help={say(by === 'TakeTicket' ? 'givenHelp' : 'givenSplit')}
      keys={[]}
      onKey={(pressed) => {
        if (pressed === 'Enter') done();
      }}
    >
      <p className="given">
        <span className="num">{result.number}</span>
        {by === 'TakeTicket' && <span className="ahead">{say('givenAhead', { n: result.ahead })}</span>}
      </p>
      <button type="button" className="key main wide" onClick={done}>
        {say('givenDone')} <kbd>{say('enter')}</kbd>
      </button>
    </Sheet>
  );
}
