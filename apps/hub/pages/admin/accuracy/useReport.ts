import { useEffect, useState } from 'react';
import { AccuracyReport } from '../../../record/report.ts';
import type { Answer, Session } from '../session.edge.ts';

/** Two business days; what is left out is the hub's choice: the last 30 up to today. */
export interface Span {
  readonly from?: string;
  readonly to?: string;
}

export function queryOf({ from, to }: Span): string {
  const query = new URLSearchParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) }).toString();
  return query === '' ? '' : `?${query}`;
}

/** The report of a span; the one before stays until the next is there. Undefined before the first. */
export function useReport(session: Session, span: Span) {
  const [known, setKnown] = useState<{ readonly query: string; readonly answer: Answer<AccuracyReport> }>();
  const query = queryOf(span);
  useEffect(() => {
    let over = false;
    void session.read(`/api/v1/reports/accuracy${query}`, AccuracyReport).then((answer) => {
      if (!over) setKnown({ query, answer });
    });
    return () => {
      over = true;
    };
  }, [session, query]);
  return { answer: known?.answer, isLoading: known?.query !== query };
}
