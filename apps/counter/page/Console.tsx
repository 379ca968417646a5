import { useEffect, useMemo, useState } from 'react';
import type { Instant } from '../../../shared/ids.ts';
import type { Language, Office, Text } from '../../../shared/protocol/office.ts';
import { TicketResult } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import { clockOf, type Clock } from '../../../shared/ui/time.ts';
import { useExpiring, useHub, useLasting, useNow, useReload } from '../../../shared/ui/useHub.edge.ts';
import { Wait } from '../../../shared/ui/Wait.tsx';
import { Alerts } from './Alerts.tsx';
import { useAsk, useWalking } from './desk.edge.ts';
import { Head } from './Head.tsx';
import type { Ask } from './keys.ts';
import { allowableOf, type Allowable } from './overrides.ts';
import { Roster } from './Roster.tsx';
import { Seat } from './Seat.tsx';
import { Status } from './Status.tsx';
import type { Say } from './texts.ts';
import { Working } from './Working.tsx';

/** All that the parts of the console are drawn from. */
export interface Desk {
  readonly view: CounterView;
  readonly office: Office;
  readonly counterNumber: number;
  readonly language: Language;
  readonly say: Say;
  readonly clock: Clock;
  readonly now: Instant;
  /** Why nothing can be pressed: the hub is silent, or has not yet said how things stand. */
  readonly locked: 'cut' | 'fresh' | undefined;
  readonly live: boolean;
  /** Why the hub, which is there, does not serve. */
  readonly refusal: Text | undefined;
  /** When the hub was heard last. */
  readonly since: Instant;
  readonly role: Role | undefined;
  /** What the hub has been asked for over 300 ms. */
  readonly slow: Ask | undefined;
  readonly busy: boolean;
  readonly send: (ask: Ask) => void;
}

/** What the hub would not do, in its words; `allowable` where this role may set the rule aside. */
export interface Refused {
  readonly message: string;
  readonly allowable?: Allowable | undefined;
}

/** A number made here, to be told to the visitor. */
export interface Given {
  readonly result: Pick<ReturnType<typeof TicketResult.parse>, 'ticket' | 'number' | 'ahead'>;
  readonly by: 'TakeTicket' | 'Split';
}

interface Props {
  readonly hub: PageHub<CounterView>;
  readonly language: Language;
  readonly say: Say;
}

const saidForMs = 10_000;
const patienceMs = 300;

export function Console({ hub, language, say }: Props) {
  const sight = useHub(hub);
  const now = useNow(hub);
  const { view, office, link } = sight;
  const locked = link.kind !== 'live' ? 'cut' : sight.fresh ? undefined : 'fresh';
  const [refused, setRefused] = useExpiring<Refused>(saidForMs);
  const [taken, setTaken] = useExpiring<string>(saidForMs);
  const [given, setGiven] = useState<Given>();
  const role = sight.self?.role;
  const [asking, send] = useAsk(hub, (answer, ask) => {
    if ('lost' in answer) setRefused({ message: say('lost') });
    else if (answer.ok) {
      setRefused(undefined);
      const made = TicketResult.safeParse(answer.result);
      if ((ask.type === 'TakeTicket' || ask.type === 'Split') && made.success)
        setGiven({ result: made.data, by: ask.type });
    } else {
      const { code, message } = answer.error;
      setRefused({ message: message[language], allowable: allowableOf(ask, code, role) });
      const seated = code === 'officerElsewhere' || code === 'counterTaken';
      if (ask.type === 'OpenCounter' && ask.officer !== undefined && seated) setTaken(ask.officer);
    }
  });
  const slow = useLasting(asking !== undefined, patienceMs) ? asking : undefined;
  const timeZone = office?.timeZone;
  const clock = useMemo(() => clockOf(timeZone, language), [timeZone, language]);
  useReload(sight.outdated && view !== undefined && view.visitor === null && asking === undefined);
  useWalking();
  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', locked !== undefined && view !== undefined);
  }, [locked, view]);

  if (!view || !office || sight.wantsToken) return <Wait sight={sight} hub={hub} language={language} say={say} />;
  const counterNumber = office.counters.find(({ id }) => id === view.counter)?.number ?? 0;
  const desk: Desk = {
    view,
    office,
    counterNumber,
    language,
    say,
    clock,
    now,
    locked,
    role,
    slow,
    send,
    live: locked === undefined,
    refusal: link.kind === 'refused' && link.refusal.code === 'notReady' ? link.refusal.message : undefined,
    since: link.since,
    busy: asking !== undefined,
  };
  const seated = view.state !== 'closed' && view.officer !== null;
  return (
    <>
      {seated ? (
        <Working
          key={view.officer}
          desk={desk}
          hub={hub}
          refused={refused}
          onHeard={() => setRefused(undefined)}
          taken={taken}
          given={given}
          onGiven={() => setGiven(undefined)}
        />
      ) : (
        <>
          <Head desk={desk} />
          <Alerts desk={desk} />
          <Seat desk={desk} hub={hub} refused={refused} onHeard={() => setRefused(undefined)} taken={taken} />
          <Status desk={desk} />
        </>
      )}
      <Roster desk={desk} />
    </>
  );
}
