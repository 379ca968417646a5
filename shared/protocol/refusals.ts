import * as z from 'zod/mini';

/** Every reason for which a command is refused; the sentence of each, in both languages, is in `refusalTexts.ts`. */
export const refusalCodes = [
  // who and what
  'unknownService',
  'unknownStage',
  'unknownCounter',
  'unknownOfficer',
  'unknownTicket',
  'unknownDevice',
  'unknownZone',
  'unknownItem',
  'unknownEmergency',
  'unknownAnnouncement',
  'noStaffCall',
  'notAllowed',
  'overrideNotAllowed',
  'officeInvalid',
  'officeInUse',
  'generationUnknown',
  // keys
  'keyReused',
  'keyTooOld',
  'movedOn',
  // numbers and intake
  'seriesFull',
  'serviceClosed',
  'servicePaused',
  'intakeStopped',
  'quotaUsed',
  'tooManyPeople',
  'priorityNotOffered',
  'slotLate',
  'carryOverUnknown',
  'holderLimit',
  'noDigitFree',
  'numberTaken',
  'sourceMismatch',
  'restoring',
  'noRestore',
  'diskAlmostFull',
  // calling
  'nobodyWaiting',
  'counterBusy',
  'counterEmpty',
  'counterClosed',
  'counterPaused',
  'counterTaken',
  'officerElsewhere',
  'notSkilled',
  'officerNeeded',
  'recallLimit',
  'tooFewCalls',
  'tooEarly',
  'tooLate',
  'notCallable',
  'notYourQueue',
  'reasonNeeded',
  'alreadyStarted',
  'linkedAtCounter',
  // service
  'checklistOpen',
  'alreadyEnded',
  'notParked',
  'notMissed',
  'notWaiting',
  'notAway',
  'alreadyPostponed',
  'notServing',
  'nobodyToSplit',
  'alreadyLinked',
  'nothingToUndo',
  'returnInPast',
  'sameTarget',
  'targetAbsent',
  'noNextStage',
  // day
  'dayClosed',
  'dayOpen',
  'dayNotOpen',
  'dayTooOld',
  'dayInFuture',
  'otherDay',
  'alreadyPaused',
  'notPaused',
  'alreadyStopped',
  'notStopped',
  'predictionUnclear',
  // announcements
  'notTheVoice',
  'alreadyReported',
] as const;

export const RefusalCode = z.enum(refusalCodes);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** A refusal is a value: its code, and what its sentence names (a colleague's name, a time, a count). */
export const Refusal = z.strictObject({
  code: RefusalCode,
  about: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
export type Refusal = z.infer<typeof Refusal>;
