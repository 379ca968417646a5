import { useState } from 'react';
import { addDays } from '../../../domain/hours.ts';
import type { AccuracyReport } from '../../../record/report.ts';
import { Icon } from '../../../../../shared/ui/icons.tsx';
import type { AdminPageProps } from '../pages.tsx';
import { Charts } from './Charts.tsx';
import { figuresOf, isDay } from './figures.ts';
import { Headline } from './Headline.tsx';
import { Meaning } from './Meaning.tsx';
import { Tables } from './Tables.tsx';
import { sayAccuracy } from './texts.ts';
import { queryOf, useReport, type Span } from './useReport.ts';
import './accuracy.css';

const spans = [7, 30, 90] as const;

/** How often the waits that were told came true. */
export function AccuracyPage({ language, session, office }: AdminPageProps) {
  const say = sayAccuracy(language);
  const figures = figuresOf(language);
  const [span, setSpan] = useState<Span>({});
  const { answer, isLoading } = useReport(session, span);
  const report = answer?.ok ? answer.value : undefined;
  return (
    <>
      <header className="head">
        <div>
          <p className="printonly">{office.name[language]}</p>
          <h1>{say('title')}</h1>
          <p>{say('lead')}</p>
        </div>
        {report && (
          <Choices
            key={queryOf(span)}
            report={report}
            language={language}
            onSpan={setSpan}
            onCsv={() =>
              session.download(
                `/api/v1/reports/accuracy.csv${queryOf(report)}`,
                `accuracy-${report.from}-${report.to}.csv`,
              )
            }
          />
        )}
      </header>
      <p className="vh" role="status">
        {isLoading ? say('loading') : ''}
      </p>
      {answer && !answer.ok && (
        <div className="empty">
          <Icon name="warning" />
          <h2>{say('failed')}</h2>
          <p>{answer.message[language]}</p>
        </div>
      )}
      {report &&
        (report.all.called === 0 ? (
          <div className="empty">
            <Icon name="chart-line" />
            <h2>{say('none')}</h2>
            <p>{say('noneHelp', { from: figures.date(report.from), to: figures.date(report.to) })}</p>
          </div>
        ) : (
          <article className="accuracy" aria-busy={isLoading}>
            <Headline report={report} say={say} figures={figures} />
            <Charts report={report} say={say} figures={figures} />
            <Tables report={report} say={say} figures={figures} language={language} office={office} />
            <Meaning report={report} say={say} figures={figures} />
          </article>
        ))}
    </>
  );
}

interface ChoicesProps {
  readonly report: AccuracyReport;
  readonly language: AdminPageProps['language'];
  readonly onSpan: (span: Span) => void;
  readonly onCsv: () => Promise<boolean>;
}

/** Which days, and what to take away of them. */
function Choices({ report, language, onSpan, onCsv }: ChoicesProps) {
  const say = sayAccuracy(language);
  const [from, setFrom] = useState<string>(report.from);
  const [to, setTo] = useState<string>(report.to);
  const [failed, setFailed] = useState(false);
  const typed = (next: { readonly from: string; readonly to: string }) => {
    setFrom(next.from);
    setTo(next.to);
    if (isDay(next.from) && isDay(next.to) && next.from <= next.to) onSpan(next);
  };
  return (
    <div className="choices noprint">
      <div className="seg">
        {spans.map((days) => {
          const first = addDays(report.to, 1 - days);
          return (
            <button
              key={days}
              type="button"
              className="key"
              aria-pressed={first === report.from}
              onClick={() => onSpan({ from: first, to: report.to })}
            >
              {say('lastDays', { n: days })}
            </button>
          );
        })}
      </div>
      <label className="field">
        {say('from')}
        <input type="date" value={from} max={to} onChange={({ target }) => typed({ from: target.value, to })} />
      </label>
      <label className="field">
        {say('to')}
        <input type="date" value={to} min={from} onChange={({ target }) => typed({ from, to: target.value })} />
      </label>
      <button type="button" className="key" onClick={() => void onCsv().then((ok) => setFailed(!ok))}>
        <Icon name="download" />
        {say('csv')}
      </button>
      <button type="button" className="key" onClick={() => print()}>
        <Icon name="printer" />
        {say('print')}
      </button>
      {failed && (
        <p className="fault" role="alert">
          {say('csvFailed')}
        </p>
      )}
    </div>
  );
}
