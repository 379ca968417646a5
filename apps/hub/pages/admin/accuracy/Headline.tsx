import type { AccuracyReport } from '../../../record/report.ts';
import { keptOf } from '../../../record/kept.ts';
import type { Figures } from './figures.ts';
import type { SayAccuracy } from './texts.ts';

export interface PartProps {
  readonly report: AccuracyReport;
  readonly say: SayAccuracy;
  readonly figures: Figures;
}

/** Below so many a share is off by 10 points and more by chance alone. */
const leastSure = 50;

/** The answer in one sentence, as the TVs say it, and the four figures behind it. */
export function Headline({ report, say, figures }: PartProps) {
  const { all, promised, kept } = report;
  const rounded = keptOf({ promised, kept });
  const told = rounded ? { of: rounded.of, in: rounded.in } : { of: figures.count(kept), in: figures.count(promised) };
  const { bias } = all.ours;
  return (
    <section className="headline">
      <div>
        <p className="answer">{promised === 0 ? say('keptNone') : say('kept', told)}</p>
        <p className="span">
          {say('span', {
            from: figures.date(report.from),
            to: figures.date(report.to),
            n: figures.count(report.forecasts),
            called: figures.count(all.called),
          })}
        </p>
        {all.called < leastSure && <p className="few">{say('few', { called: figures.count(all.called) })}</p>}
      </div>
      <dl>
        <div>
          <dt>{say('maeTitle')}</dt>
          <dd>
            <span className="num">{figures.one(all.ours.mae)}</span> {say('minutes')}
          </dd>
          <dd>{say('besides', { ql: figures.one(all.qlLive.mae), les: figures.one(all.les.mae) })}</dd>
        </div>
        <div>
          <dt>{say('outerTitle')}</dt>
          <dd>
            <span className="num">{figures.percent(all.outer.covered)}</span>
          </dd>
          <dd>{say('width', { n: figures.one(all.outer.width) })}</dd>
        </div>
        <div>
          <dt>{say('innerTitle')}</dt>
          <dd>
            <span className="num">{figures.percent(all.inner.covered)}</span>
          </dd>
          <dd>{say('width', { n: figures.one(all.inner.width) })}</dd>
        </div>
        <div>
          <dt>{say('lateTitle')}</dt>
          <dd>
            <span className="num">{figures.percent(all.ours.late)}</span>
          </dd>
          <dd>{bias !== null && say(bias < 0 ? 'biasUnder' : 'biasShort', { n: figures.one(Math.abs(bias)) })}</dd>
        </div>
      </dl>
    </section>
  );
}
