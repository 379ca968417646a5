import type { TransferTarget } from '../../../../shared/protocol/commands.ts';
import { pick, pickOrSkip, type Choice, type Dialog } from '../dialog.ts';
import { listOf, stageName, thereOf, whenOrNever, type DialogDesk } from './parts.ts';

/** S2 */
export function* park(desk: DialogDesk): Dialog {
  const { view, say } = desk;
  const { visitor } = view;
  if (!visitor) return undefined;
  const title = say('parkTitle', { number: visitor.number });
  const until = yield* whenOrNever(desk, { title, help: say('parkHelp'), word: 'backAtTime' });
  return { type: 'Park', ...thereOf(view, visitor), ...(until === undefined ? {} : { until }) };
}

type Where = TransferTarget | 'stage' | 'service' | 'officer';

/** S3: where to, why, and whether the mistake was ours. */
export function* transfer(desk: DialogDesk): Dialog {
  const { view, office, say, language } = desk;
  const { visitor, counter } = view;
  if (!visitor) return undefined;
  const title = say('transferTitle', { number: visitor.number });
  // A counter can only be sent whom it serves; the hub would refuse the others.
  const counters = office.counters.filter(
    ({ id, tiers }) => id !== counter && tiers.flat().some((stage) => stage === visitor.stage),
  );
  const where = yield* pick<Where>({
    title,
    choices: [
      ...counters.map(({ id, number }) => ({
        id,
        label: say('counterN', { n: number }),
        help: say('transferCounterHelp'),
        value: { counter: id },
      })),
      { id: 'to stage', label: say('transferStage'), value: 'stage' },
      { id: 'to service', label: say('transferService'), value: 'service' },
      { id: 'to officer', label: say('transferOfficer'), value: 'officer' },
    ],
  });
  const to = typeof where === 'string' ? yield* pick<TransferTarget>({ title, choices: listFor(where) }) : where;
  const why =
    office.reasons.transfer.length === 0
      ? undefined
      : yield* pickOrSkip({
          title: say('transferReason'),
          choices: listOf(office.reasons.transfer, language),
          skip: say('noReason'),
        });
  const ourMistake = yield* pick({
    title: say('mistakeTitle'),
    choices: [
      { id: 'yes', label: say('mistakeYes'), help: say('mistakeYesHelp'), value: true },
      { id: 'no', label: say('mistakeNo'), help: say('mistakeNoHelp'), value: false },
    ],
  });
  return {
    type: 'Transfer',
    ...thereOf(view, visitor),
    to,
    ourMistake,
    ...(why === undefined ? {} : { reason: why }),
  };

  function listFor(kind: 'stage' | 'service' | 'officer'): readonly Choice<TransferTarget>[] {
    if (!visitor) return [];
    switch (kind) {
      case 'stage':
        return office.stages
          .filter(({ id }) => id !== visitor.stage)
          .map(({ id }) => ({ id, label: stageName(desk, id), value: { stage: id } }));
      case 'service':
        return office.services
          .filter(({ id }) => id !== visitor.service)
          .map(({ id, name }) => ({ id, label: name[language], value: { service: id } }));
      case 'officer':
        return office.officers
          .filter(({ id, skills }) => id !== view.officer && skills.some(({ stage }) => stage === visitor.stage))
          .map(({ id, name }) => ({ id, label: name, value: { officer: id } }));
    }
  }
}

/** C8: a break, with its reason and until when. */
export function* takeBreak(desk: DialogDesk): Dialog {
  const { view, office, say, language } = desk;
  const { counter, visitor } = view;
  const help = visitor ? say('breakAfter', { number: visitor.number }) : undefined;
  const reasons = listOf(office.reasons.break, language);
  const choices = reasons.length > 0 ? reasons : [{ id: 'break', label: say('break'), value: undefined }];
  const why = yield* pick<string | undefined>({ title: say('chooseReason'), help, choices });
  const until = yield* whenOrNever(desk, { title: say('breakUntil'), word: 'untilTime' });
  return {
    type: 'PauseCounter',
    counter,
    ...(why === undefined ? {} : { reason: why }),
    ...(until === undefined ? {} : { until }),
  };
}

/** C8, C9: one who is here is finished first, or stays here for another officer. */
export function* leave({ view, say, counterNumber }: DialogDesk): Dialog {
  const { counter, visitor } = view;
  const title = say('leaveTitle', { n: counterNumber });
  const number = visitor?.number ?? '';
  return yield* pick({
    title,
    choices: visitor
      ? [
          {
            id: 'after',
            label: say('leaveAfter', { number }),
            help: say('leaveAfterHelp'),
            value: { type: 'CloseCounter', counter },
          },
          {
            id: 'now',
            label: say('leaveGuest'),
            help: say('leaveGuestHelp', { number }),
            value: { type: 'SignOut', counter },
          },
        ]
      : [{ id: 'now', label: say('leaveNow'), value: { type: 'SignOut', counter } }],
  });
}
