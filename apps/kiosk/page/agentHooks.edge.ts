import { useEffect, useRef, useState } from 'react';
import { AgentOffice, AgentState, PressAnswer, type PressRequest } from '../../../shared/protocol/agent.ts';
import type { Instant } from '../../../shared/ids.ts';

export interface AgentSight {
  readonly state: AgentState | undefined;
  readonly office: AgentOffice | undefined;
  /** The agent has not been heard for a while. */
  readonly isCut: boolean;
  /** The hub's time, by the second. */
  readonly now: Instant;
}

/** The agent speaks every two seconds, whatever happens. */
const cutAfterMs = 7_000;

export function useAgent(): AgentSight {
  const [state, setState] = useState<AgentState>();
  const [office, setOffice] = useState<AgentOffice>();
  const [heard, setHeard] = useState(() => ({ at: Date.now(), mark: performance.now() }));
  const [mark, setMark] = useState(heard.mark);

  useEffect(() => {
    const source = new EventSource('/state');
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const said = AgentState.safeParse(JSON.parse(data));
      if (!said.success) return;
      setHeard({ at: said.data.at, mark: performance.now() });
      setMark(performance.now());
      setState(said.data);
    };
    const timer = setInterval(() => setMark(performance.now()), 1_000);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, []);

  const wanted = state?.document ?? undefined;
  const has = office?.hash;
  useEffect(() => {
    if (wanted === undefined || wanted === has) return;
    let isOver = false;
    const ask = async () => {
      const answer = await fetch('/office').then(
        (response) => response.json() as Promise<unknown>,
        () => undefined,
      );
      const parsed = AgentOffice.safeParse(answer);
      if (!isOver && parsed.success) setOffice(parsed.data);
    };
    void ask();
    const again = setInterval(() => void ask(), 2_000);
    return () => {
      isOver = true;
      clearInterval(again);
    };
  }, [wanted, has]);

  const silent = Math.max(0, mark - heard.mark);
  return { state, office, isCut: silent > cutAfterMs, now: Math.round(heard.at + silent) };
}

/** The agent answers within seconds, whatever the hub and the printer do. */
const pressMs = 20_000;

export async function pressAgent(request: PressRequest): Promise<PressAnswer | undefined> {
  try {
    const response = await fetch('/press', {
      method: 'POST',
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(pressMs),
    });
    const answer = PressAnswer.safeParse(await response.json());
    return answer.success ? answer.data : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds left; undefined while stopped. Calls `onEnd` once. */
export function useCountdown(seconds: number, isStopped: boolean, onEnd: () => void): number | undefined {
  const [left, setLeft] = useState(seconds);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (isStopped) return;
    const until = performance.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      end.current();
    }, 250);
    return () => clearInterval(timer);
  }, [seconds, isStopped]);
  return isStopped ? undefined : left;
}

/** Calls back when nobody has touched anything for so long. */
export function useIdle(seconds: number, onIdle: () => void): void {
  const idle = useRef(onIdle);
  useEffect(() => {
    idle.current = onIdle;
  });
  useEffect(() => {
    let timer = setTimeout(() => idle.current(), seconds * 1_000);
    const stir = () => {
      clearTimeout(timer);
      timer = setTimeout(() => idle.current(), seconds * 1_000);
    };
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) addEventListener(event, stir);
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, stir);
    };
  }, [seconds]);
}
