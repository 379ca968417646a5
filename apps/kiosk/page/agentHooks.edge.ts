import { useEffect, useRef, useState } from 'react';
import { AgentOffice, AgentState } from '../../../shared/protocol/agent.ts';
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

const stirs = ['pointerdown', 'keydown'] as const;
function onStir(work: () => void): () => void {
  for (const event of stirs) addEventListener(event, work);
  return () => {
    for (const event of stirs) removeEventListener(event, work);
  };
}

/** Seconds left; undefined while stopped. Each touch or key gives the whole time again; calls `onEnd` once. */
export function useCountdown(seconds: number, isStopped: boolean, onEnd: () => void): number | undefined {
  const [left, setLeft] = useState(seconds);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (isStopped) return;
    let until = performance.now() + seconds * 1_000;
    const off = onStir(() => {
      until = performance.now() + seconds * 1_000;
    });
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1_000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      end.current();
    }, 250);
    return () => {
      off();
      clearInterval(timer);
    };
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
    const off = onStir(() => {
      clearTimeout(timer);
      timer = setTimeout(() => idle.current(), seconds * 1_000);
    });
    return () => {
      clearTimeout(timer);
      off();
    };
  }, [seconds]);
}
