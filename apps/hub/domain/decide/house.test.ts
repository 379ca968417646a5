import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../../shared/ids.ts';
import { instantOf } from '../hours.ts';
import { as, openHall, sealed } from '../testing/hall.test-kit.ts';
import { monday } from '../testing/office.test-kit.ts';

const close = instantOf(monday, '15:00', 'Asia/Jakarta');
const service = 'passport';

describe('D2 a paused service', () => {
  const pause = { type: 'PauseService', service, reason: 'system down' } as const;
  const resume = { type: 'ResumeService', service } as const;

  test('D2 its visitors are not called by turn until it resumes', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1').does(pause);
    expect(hall.next('c1')).toBeUndefined();
    expect(hall.does(resume).next('c1')?.ticket).toBe('t1');
  });

  test('D2 is paused once and resumed once', () => {
    const hall = openHall();
    expect(hall.refusal(resume)).toBe('notPaused');
    expect(hall.does(pause).refusal(pause)).toBe('alreadyPaused');
    expect(hall.refusal({ ...pause, service: 'nowhere' })).toBe('unknownService');
    expect(hall.refusal({ ...resume, service: 'nowhere' })).toBe('unknownService');
  });
});

describe('D2 F1 a stop of the intake', () => {
  const stop = { type: 'StopIntake', service } as const;
  const resume = { type: 'ResumeIntake', service } as const;
  const figures = (minutesBeforeClose: number) => ({ finishAt: close - minutesBeforeClose * minuteMs, ahead: 40 });

  test('F1 by a forecast is recorded with its figures', () => {
    const predicted = figures(-1);
    expect(openHall().events({ ...stop, predicted }, as.hub)).toEqual([
      { type: 'IntakeStopped', service, why: 'predicted', predicted },
    ]);
  });

  test('F1 without figures, or with figures that do not pass closing time, a forecast changes nothing', () => {
    const hall = openHall();
    expect(hall.refusal(stop, as.hub)).toBe('predictionUnclear');
    expect(hall.refusal({ ...stop, predicted: figures(0) }, as.hub)).toBe('predictionUnclear');
  });

  test('D2 F1 a forecast takes its stop back with 15 min to spare, and says by which figures', () => {
    const hall = openHall().does({ ...stop, predicted: figures(-1) }, as.hub);
    expect(hall.refusal({ ...resume, predicted: figures(14) }, as.hub)).toBe('predictionUnclear');
    expect(hall.refusal(resume, as.hub)).toBe('predictionUnclear');
    const predicted = figures(15);
    expect(hall.events({ ...resume, predicted }, as.hub)).toEqual([{ type: 'IntakeResumed', service, predicted }]);
    expect(hall.floor.resumedAt.get(service as never)).toBe(hall.now());
  });

  test('D2 a forecast does not take back a supervisor’s stop', () => {
    const hall = openHall().does({ ...stop, reason: 'crowded' });
    expect(hall.journal.at(-1)?.event).toEqual({
      type: 'IntakeStopped',
      service,
      why: 'supervisor',
      reason: 'crowded',
    });
    expect(hall.refusal({ ...resume, predicted: figures(60) }, as.hub)).toBe('predictionUnclear');
    expect(hall.refusal(resume, as.supervisor('dewi'))).toBeUndefined();
  });

  test('D2 stops once and resumes once, a service the office has', () => {
    const hall = openHall();
    expect(hall.refusal(resume)).toBe('notStopped');
    expect(hall.does(stop).refusal(stop)).toBe('alreadyStopped');
    expect(hall.refusal({ ...stop, service: 'nowhere' })).toBe('unknownService');
    expect(hall.refusal({ ...resume, service: 'nowhere' })).toBe('unknownService');
  });

  test('C13 D2 what closing time stopped resumes only by an override', () => {
    const hall = openHall({ from: '14:50' }).opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    hall.at('15:00').clock();
    expect(hall.refusal(resume)).toBe('serviceClosed');
    const override = { reason: 'the minister' };
    expect(hall.refusal({ ...resume, override })).toBeUndefined();
    expect(hall.refusal({ ...resume, override }, as.hub)).toBe('overrideNotAllowed');
  });
});

describe('words and alarms', () => {
  test('P1 a message goes sealed to a zone or to everybody', () => {
    const hall = openHall();
    const announce = { type: 'Announce', message: sealed } as const;
    expect(hall.events(announce)).toEqual([{ type: 'MessageSent', to: 'everybody', message: sealed }]);
    expect(hall.events({ ...announce, zone: 'hall' })).toEqual([
      { type: 'MessageSent', to: { zone: 'hall' }, message: sealed },
    ]);
    expect(hall.refusal({ ...announce, zone: 'nowhere' })).toBe('unknownZone');
  });

  test('P1 a message goes sealed to a visitor, a counter or the supervisor', () => {
    const hall = openHall().takes('t1');
    const send = (to: { ticket: string } | { counter: string } | 'supervisor') =>
      hall.refusal({ type: 'SendMessage', to, message: sealed });
    expect([send({ ticket: 't1' }), send({ counter: 'c1' }), send('supervisor')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(send({ ticket: 't9' })).toBe('unknownTicket');
    expect(send({ counter: 'c9' })).toBe('unknownCounter');
  });

  test('V5 an officer is called to a kiosk once, until one answers', () => {
    const hall = openHall();
    hall.does({ type: 'CallStaff' }, as.kiosk('k1'));
    const since = hall.now();
    const { seq } = hall.floor;
    hall.pass(60);
    hall.does({ type: 'CallStaff' }, as.kiosk('k1'));
    expect([hall.floor.seq, [...hall.floor.staffCalls]]).toEqual([seq, [['k1', since]]]);
    hall.does({ type: 'CallStaff', device: 'k2' }, as.kiosk('k1'));
    expect(hall.floor.seq, 'a kiosk calls to itself only').toBe(seq);
    hall.does({ type: 'CallStaff', device: 'k2' });
    expect(hall.refusal({ type: 'AnswerStaff', device: 'k3' })).toBe('noStaffCall');
    hall.does({ type: 'AnswerStaff', device: 'k1' });
    expect([...hall.floor.staffCalls.keys()]).toEqual(['k2']);
    hall.does({ type: 'CallStaff' });
    expect([...hall.floor.staffCalls.keys()]).toEqual(['k2', as.api.device]);
  });

  test('an emergency is raised and cleared', () => {
    const hall = openHall();
    const raised = hall.answer({ type: 'RaiseEmergency', counter: 'c1', message: sealed });
    expect(raised).toEqual({ emergency: hall.floor.seq });
    expect([...hall.floor.emergencies.values()]).toMatchObject([{ counter: 'c1', message: sealed, at: hall.now() }]);
    expect(hall.refusal({ type: 'RaiseEmergency', counter: 'c9' })).toBe('unknownCounter');
    const emergency = hall.floor.seq;
    hall.does({ type: 'ClearEmergency', emergency });
    expect(hall.refusal({ type: 'ClearEmergency', emergency })).toBe('unknownEmergency');
    expect(hall.refusal({ type: 'RaiseEmergency' }, as.kiosk('k1'))).toBeUndefined();
  });
});
