import { useEffect, useState } from 'react';
import { DaysAnswer } from '../../../whatIf/asks.ts';
import type { Answer, Session } from '../session.edge.ts';

/** The days that can be played; undefined before the hub has answered. */
export function useDays(session: Session): Answer<DaysAnswer> | undefined {
  const [answer, setAnswer] = useState<Answer<DaysAnswer>>();
  useEffect(() => {
    let over = false;
    void session.read('/api/v1/what-if/days', DaysAnswer).then((days) => {
      if (!over) setAnswer(days);
    });
    return () => {
      over = true;
    };
  }, [session]);
  return answer;
}
