import { useEffect, useRef, useState } from 'react';
import type * as z from 'zod/mini';
import type { Answer, Session } from '../session.edge.ts';

/** The hub plays one day at a time: whoever comes meanwhile asks again, so often and after so long. */
const tries = 8;
const tryAgainMs = 2_500;

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
      let said = await session.send(path, body, schema, mine.signal);
      for (let i = 1; i < tries && !said.ok && said.code === 'tooMany' && !mine.signal.aborted; i++) {
        await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
        if (!mine.signal.aborted) said = await session.send(path, body, schema, mine.signal);
      }
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
