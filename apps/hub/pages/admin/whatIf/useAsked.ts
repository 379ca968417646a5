import { useEffect, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import type { Answer, Session } from '../session.edge.ts';

/** A question that takes seconds: it is asked by hand, and ends with the page. */
export function useAsked<T, About>(session: Session, path: string, schema: z.ZodMiniType<T>) {
  const [answer, setAnswer] = useState<{ readonly said: Answer<T>; readonly about: About }>();
  const [isAsking, setIsAsking] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  return {
    answer,
    isAsking,
    ask: async (body: unknown, about: About) => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      setIsAsking(true);
      const said = await session.send(path, body, schema, mine.signal);
      if (running.current !== mine || mine.signal.aborted) return;
      setAnswer({ said, about });
      setIsAsking(false);
    },
    stop: () => {
      running.current?.abort();
      setIsAsking(false);
    },
  };
}
