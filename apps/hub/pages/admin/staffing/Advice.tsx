import { useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { FloorView } from '../../../../../shared/protocol/views.ts';
import { clockOf } from '../../../../../shared/ui/time.ts';
import { AdviceAnswer } from '../../../whatIf/asks.ts';
import { figuresOf } from '../accuracy/figures.ts';
import type { AdminPageProps } from '../pages.tsx';
import { sayStaffing } from './texts.ts';

const FloorAnswer = z.object({ view: FloorView });

/** F5: what the hub advises now, and what came of what it advised before. */
export function Advice({ language, session, office }: AdminPageProps) {
  const say = sayStaffing(language);
  const figures = figuresOf(language);
  const clock = clockOf(office.timeZone, language);
  const [advised, setAdvised] = useState<AdviceAnswer['advised']>();
  const [now, setNow] = useState<FloorView['advice']>([]);
  useEffect(() => {
    let over = false;
    void session.read('/api/v1/staffing/advice', AdviceAnswer).then((answer) => {
      if (!over && answer.ok) setAdvised(answer.value.advised);
    });
    void session.read('/api/v1/floor', FloorAnswer).then((answer) => {
      if (!over && answer.ok) setNow(answer.value.view.advice);
    });
    return () => {
      over = true;
    };
  }, [session]);
  const numberOf = (counter: string) => office.counters.find(({ id }) => id === counter)?.number ?? counter;
  const stageOf = (stage: string) => office.stages.find(({ id }) => id === stage)?.name[language] ?? stage;
  const whole = (minutes: number | null) => (minutes === null ? '–' : figures.count(Math.round(minutes)));
  return (
    <section className="advice">
      <h2>{say('adviceTitle')}</h2>
      <p className="quiet">{say('adviceLead')}</p>
      {now.map(({ stage, helper, p80Minutes, promiseMinutes }) => (
        <p key={stage} className="now" role="status">
          {say('adviceNow', {
            counter: numberOf(helper),
            stage: stageOf(stage),
            p80: p80Minutes,
            promise: promiseMinutes,
          })}
        </p>
      ))}
      {advised?.length === 0 && <p>{say('adviceNone')}</p>}
      {advised !== undefined && advised.length > 0 && (
        <div className="scroll" role="region" aria-label={say('adviceTitle')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('adviceWhen')}</th>
                <th scope="col">{say('adviceWhat')}</th>
                <th scope="col" className="n">
                  {say('adviceWhy')}
                </th>
                <th scope="col">{say('adviceFollowed')}</th>
                <th scope="col" className="n">
                  {say('adviceBefore')}
                </th>
                <th scope="col" className="n">
                  {say('adviceAfter')}
                </th>
              </tr>
            </thead>
            <tbody>
              {advised.map(({ day, at, stage, helper, p80Minutes, promiseMinutes, followedAt, before, after }) => (
                <tr key={`${day}/${at}`}>
                  <th scope="row">
                    {figures.day(day)} {clock.time(at)}
                  </th>
                  <td>
                    {say('counter')} {numberOf(helper)}, {stageOf(stage)}
                  </td>
                  <td className="n">
                    {p80Minutes} / {promiseMinutes}
                  </td>
                  <td>{followedAt === null ? say('adviceNot') : say('adviceAt', { time: clock.time(followedAt) })}</td>
                  <td className="n">{whole(before)}</td>
                  <td className="n">{whole(after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
