import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../../../shared/basics.ts';
import { BusinessDay } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { demoOffice, openAllHours } from '../demo/office.ts';
import { checkOffice, type Finding } from './officeCheck.ts';
import { wheelOf } from './officeIndex.ts';

const demo = demoOffice();
const today = BusinessDay.parse('2026-11-24');

/** Values to write into the demo office, by path; undefined takes the field away. */
type Changes = Readonly<Record<string, unknown>>;

function drafted(changes: Changes): unknown {
  const draft: unknown = structuredClone(demo);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
    const last = present(keys.pop(), 'a key');
    const holder = keys.reduce((at, key) => at[key] as Record<string, unknown>, draft as Record<string, unknown>);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return draft;
}

function findings(changes: Changes, on?: BusinessDay): readonly Finding[] {
  const checked = checkOffice(drafted(changes), on);
  return checked.ok ? checked.value.warnings : checked.error;
}

function found(changes: Changes, on?: BusinessDay): string[] {
  return findings(changes, on).map(({ severity, path }) => `${severity} ${path}`);
}

function only(list: readonly Finding[]): Finding {
  expect(list).toHaveLength(1);
  return present(list[0], 'a finding');
}

/** Every officer's skills, with one stage's changed. */
function skills(stage: string, until?: string): Changes {
  return Object.fromEntries(
    demo.officers.map((officer, i) => {
      const others = officer.skills.filter((skill) => skill.stage !== stage);
      const changed = officer.skills.filter((skill) => skill.stage === stage).map((skill) => ({ ...skill, until }));
      return [`officers[${i}].skills`, until === undefined ? others : [...changed, ...others]];
    }),
  );
}

describe('the demo office', () => {
  test('has neither faults nor warnings', () => {
    expect(checkOffice(demo, today)).toEqual({ ok: true, value: { office: demo, warnings: [] } });
  });

  test('nor when it is open at all hours', () => {
    expect(checkOffice(openAllHours(demo), today)).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  test('what it leaves out is filled in with its default', () => {
    const { policy: _policy, slip: _slip, reasons: _reasons, ...sparse } = demo;
    expect(checkOffice(sparse)).toEqual({ ok: true, value: { office: Office.parse(sparse), warnings: [] } });
  });
});

describe('the shape', () => {
  const unknown = 'This field is not known. Check its spelling, or remove it.';

  test.each<[string, Changes, string, string]>([
    ['a field that is not known', { colour: 'red' }, 'colour', unknown],
    ['a field that is not known, deep down', { 'services[2].prefx': 'C' }, 'services[2].prefx', unknown],
    ['a missing text', { town: undefined }, 'town', 'This field is missing. It must be text.'],
    ['a missing list', { stages: undefined }, 'stages', 'This field is missing. It must be a list.'],
    [
      'a text where a number belongs',
      { 'counters[0].number': '1' },
      'counters[0].number',
      'This field is of the wrong kind. It must be a number.',
    ],
    [
      'half a minute',
      { 'policy.boundForMinutes': 1.5 },
      'policy.boundForMinutes',
      'This field is of the wrong kind. It must be a whole number.',
    ],
    [
      'a list where fields belong',
      { 'hours.weekly': [] },
      'hours.weekly',
      'This field is of the wrong kind. It must be a set of fields.',
    ],
    ['another format', { format: 2 }, 'format', 'This value is not known. Choose from: 1.'],
    [
      'a language nobody can speak',
      { languages: ['id', 'jv'] },
      'languages[1]',
      'This value is not known. Choose from: id, en.',
    ],
    [
      'a quota below 1',
      { 'services[0].quota': 0 },
      'services[0].quota',
      'A quota below 1 closes this service. Leave it out for no limit.',
    ],
    ['an empty name', { 'name.en': '' }, 'name.en', 'This text is empty. Give at least one letter.'],
    ['no counters', { counters: [] }, 'counters', 'This list is empty. Give at least one.'],
    ['counter 0', { 'counters[0].number': 0 }, 'counters[0].number', 'This value is too small. At least 1.'],
    [
      'a very long name',
      { 'officers[0].name': 'a'.repeat(81) },
      'officers[0].name',
      'This text is too long. At most 80 letters.',
    ],
    [
      'N2 a hub that counts into the numbers of the kiosks',
      { 'policy.hubTop': 5000 },
      'policy.hubTop',
      'This value is too large. At most 4999.',
    ],
    [
      'a time after midnight',
      { 'hours.weekly.mon[0].to': '25:00' },
      'hours.weekly.mon[0].to',
      'Write a time from 00:00 to 24:00, such as 08:00.',
    ],
    [
      'a date that does not exist',
      { 'hours.profiles[0].to': '2027-02-30' },
      'hours.profiles[0].to',
      'Write a date that exists, such as 2026-11-24.',
    ],
    [
      'a prefix that looks like a digit',
      { 'services[0].prefix': 'O' },
      'services[0].prefix',
      'Write one capital letter, not I, O or Q, which look like digits.',
    ],
    ['a monogram of three letters', { monogram: 'KLT' }, 'monogram', 'Write two capital letters.'],
    [
      'an id with a space',
      { 'stages[0].id': 'cek berkas' },
      'stages[0].id',
      'Write lower-case letters, digits and hyphens, 32 at most.',
    ],
  ])('%s', (_, changes, path, en) => {
    const finding = only(findings(changes));
    expect(finding).toMatchObject({ severity: 'fault', path, en });
    expect(finding.id).toMatch(/^[A-Z].+\.$/);
  });

  test('what is no document at all', () => {
    const en = 'This field is of the wrong kind. It must be a set of fields.';
    expect(checkOffice('office.json')).toMatchObject({ ok: false, error: [{ path: '', en }] });
  });

  test('several faults at once, each at its field', () => {
    const changes = { monogram: 'x', 'services[1].maxPeople': 51, extra: 1, more: 1 };
    expect(found(changes)).toEqual(['fault monogram', 'fault services[1].maxPeople', 'fault extra', 'fault more']);
  });

  test.each<[string, Changes, Finding['fixes']]>([
    ['out of its list: the list', { languages: ['id', 'jv'] }, ['id', 'en']],
    ['too large: the largest', { 'policy.hubTop': 5000 }, [4999]],
    ['of the wrong kind: nothing', { town: 1 }, []],
    ['too long: nothing', { 'officers[0].name': 'a'.repeat(81) }, []],
  ])('a fix for what is %s', (_, changes, fixes) => {
    expect(only(findings(changes)).fixes).toEqual(fixes);
  });
});

const manyCounters = Object.fromEntries(
  [7, 8, 9, 10].map((number) => [`counters[${number - 1}]`, { ...demo.counters[0], id: `loket-${number}`, number }]),
);

test.each<[string, Changes, ...string[]]>([
  ['the same service twice', { 'services[3].id': demo.services[0]?.id }, 'fault services[3].id'],
  ['the same officer twice', { 'officers[7].id': 'dewi' }, 'fault officers[7].id'],
  ['the same checklist item twice', { 'stages[1].checklist[4].id': 'wajah' }, 'fault stages[1].checklist[4].id'],
  ['the same reason twice', { 'reasons.pause[1].id': 'listrik' }, 'fault reasons.pause[2].id'],
  ['a service in a group that is not there', { 'services[0].group': 'visa' }, 'fault services[0].group'],
  ['a service with a stage that is not there', { 'services[5].stages[1]': 'cetak' }, 'fault services[5].stages[1]'],
  ['a counter in a zone that is not there', { 'counters[2].zone': 'taman' }, 'fault counters[2].zone'],
  ['a counter with a stage that is not there', { 'counters[4].tiers[1][2]': 'cetak' }, 'fault counters[4].tiers[1][2]'],
  [
    'a skill for a stage that is not there',
    { 'officers[0].skills[2]': { stage: 'cetak' } },
    'fault officers[0].skills[2].stage',
  ],
  ['the same skill twice', { 'officers[0].skills[2]': { stage: 'berkas' } }, 'fault officers[0].skills[2].stage'],
  ['a stage twice at one counter', { 'counters[0].tiers[2]': ['berkas'] }, 'warning counters[0].tiers'],
  ['a zone that speaks a language the office does not', { languages: ['id'] }, 'fault zones[1].languages[1]'],
  ['Indonesian in second place', { languages: ['en', 'id'] }, 'warning languages'],
  ['a time zone that is not known', { timeZone: 'Asia/Kotabumi' }, 'fault timeZone'],
  [
    'a name that does not fit the TV',
    { 'services[8].short.id': 'Informasi dan Pengaduan' },
    'warning services[8].short.id',
  ],
  ['N2 a quota above the last number of the day', { 'policy.hubTop': 39 }, 'fault services[0].quota'],
  ['a group larger than the quota', { 'services[1].quota': 4 }, 'warning services[1].maxPeople'],
  [
    'C5 a no-show that needs more calls than are allowed',
    { 'policy.recallLimit': 1, 'policy.minCalls': 3 },
    'fault policy.minCalls',
  ],
  ['two counters of one number in a room', { 'counters[1].number': 1 }, 'fault counters[1].number'],
  ['the same counter number in two rooms, which is fine', { 'counters[5].number': 1 }],
  ['more counters than the TV of a room shows', manyCounters, 'warning zones[0]'],
  ['a stage that no counter serves', { 'counters[4].tiers[0]': ['informasi'] }, 'fault services[4].stages[1]'],
  ['a stage that no officer is skilled for', skills('bap'), 'fault stages[3]'],
  ['a stage that no service uses', { 'services[4].stages': ['berkas'] }, 'warning stages[3]'],
  ['an office without a supervisor', { 'officers[7].role': 'officer' }, 'warning officers'],
])('%s', (_, changes, ...expected) => {
  expect(found(changes)).toEqual(expected);
});

test('faults come before warnings, and a document with only warnings is accepted', () => {
  const languages = ['en', 'id'];
  expect(found({ languages, timeZone: 'WIB' })).toEqual(['fault timeZone', 'warning languages']);
  const office = { ...demo, languages };
  expect(checkOffice(office)).toMatchObject({ ok: true, value: { office, warnings: [{ path: 'languages' }] } });
});

describe('prefixes', () => {
  test('P beside B is the classic mistake, said with both services and the letters that are safe', () => {
    const finding = only(findings({ 'services[4].prefix': 'P' }));
    expect(finding).toMatchObject({
      severity: 'warning',
      path: 'services[4].prefix',
      fixes: ['L', 'R', 'V', 'W', 'Z'],
    });
    expect(finding.id).toBe(
      'Saat dipanggil, P ("pe") milik Penggantian Paspor Hilang/Rusak terdengar mirip B ("be") milik Penggantian Paspor.' +
        ' P untuk prioritas adalah kekeliruan yang paling sering. Yang aman: L, R, V, W, Z.',
    );
    expect(finding.en).toContain('P for priority is the classic mistake.');
  });

  test('P first and B after it is the same mistake', () => {
    const finding = only(findings({ 'services[0].prefix': 'P' }));
    expect(finding.path).toBe('services[1].prefix');
    expect(finding.en).toContain('P for priority is the classic mistake.');
  });

  test('other letters that sound alike', () => {
    expect(only(findings({ 'services[7].prefix': 'F' })).en).toBe(
      'When called, F ("ef") of Limited Stay Permit (ITAS) sounds like S ("es") of Visit Stay Permit Extension.' +
        ' Safe: E, R, V, W, Z.',
    );
  });

  test('two services with one letter share a series, which is allowed', () => {
    const finding = only(findings({ 'services[3].prefix': 'A' }));
    expect(finding).toMatchObject({ severity: 'warning', path: 'services[3].prefix' });
    expect(finding.en).toContain('Same-day Passport and New Passport share the letter A');
  });
});

describe('L2 the wheel', () => {
  const weights = (appointment: number, priority: number, regular: number) => ({
    'policy.weights': { appointment, priority, regular },
  });

  test('three priority turns in a row are too many, and the fix is the largest weight that holds', () => {
    expect(only(findings(weights(2, 3, 1)))).toMatchObject({
      severity: 'fault',
      path: 'policy.weights.priority',
      fixes: [2],
    });
  });

  test('turns count around the end of the wheel', () => {
    expect(only(findings(weights(9, 5, 2))).en).toContain('give 4 priority turns in a row, 2 are allowed');
  });

  test('appointments between do not break a row', () => {
    expect(found(weights(9, 4, 1))).toEqual(['fault policy.weights.priority']);
  });

  test('a wider bound allows it', () => {
    expect(found({ ...weights(2, 3, 1), 'policy.maxPriorityInRow': 3 })).toEqual([]);
  });

  test('what is accepted keeps the bound through many turns, and the fix is always accepted', () => {
    const weight = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(weight, weight, weight, weight, (appointment, priority, regular, bound) => {
        const changes = { ...weights(appointment, priority, regular), 'policy.maxPriorityInRow': bound };
        const wheel = wheelOf({ weights: { appointment, priority, regular } });
        const turns = [...wheel, ...wheel, ...wheel].filter((lane) => lane !== 'appointment');
        const tooMany = turns.some(
          (_, i) => i + bound < turns.length && turns.slice(i, i + bound + 1).every((lane) => lane === 'priority'),
        );
        const [fault] = findings(changes);
        expect(fault?.path).toBe(tooMany ? 'policy.weights.priority' : undefined);
        const mended = fault ? { ...changes, 'policy.weights.priority': fault.fixes[0] } : changes;
        expect(found(mended)).toEqual([]);
      }),
    );
  });
});

describe('hours', () => {
  const never = { weekly: {}, profiles: [], exceptions: [] };
  const ramadan = present(demo.hours.profiles[0], 'a profile');
  const christmas = { date: '2026-12-25', reason: { id: 'Tutup', en: 'Closed' }, spans: [] };
  const morning = { from: '08:00', to: '12:00' };
  const reversed = { from: '12:00', to: '08:00' };

  test.each<[string, Changes, ...string[]]>([
    ['a span that ends before it begins', { 'hours.weekly.mon[0]': reversed }, 'fault hours.weekly.mon[0]'],
    ['a span of no length', { 'hours.weekly.mon[1].to': '13:00' }, 'fault hours.weekly.mon[1]'],
    ['spans that overlap', { 'hours.weekly.fri[1].from': '11:00' }, 'fault hours.weekly.fri[1].from'],
    [
      'spans in the wrong order',
      { 'hours.weekly.tue': [{ from: '13:00', to: '15:30' }, morning] },
      'fault hours.weekly.tue[1].from',
    ],
    [
      'a span before the day starts',
      { dayStart: '09:00', hours: { ...never, weekly: { mon: [morning] } } },
      'fault hours.weekly.mon[0].from',
    ],
    [
      'spans of a profile that overlap',
      { 'hours.profiles[0].weekly.thu[1].from': '10:00' },
      'fault hours.profiles[0].weekly.thu[1].from',
    ],
    [
      'spans of an exception that are reversed',
      { 'hours.exceptions[3].spans': [reversed] },
      'fault hours.exceptions[3].spans[0]',
    ],
    ['a profile that ends before it begins', { 'hours.profiles[0].from': '2027-03-10' }, 'fault hours.profiles[0]'],
    [
      'two profiles that overlap',
      { 'hours.profiles[1]': { ...ramadan, from: '2027-03-09', to: '2027-03-20' } },
      'warning hours.profiles[1]',
    ],
    [
      'two profiles one after the other, which is fine',
      { 'hours.profiles[1]': { ...ramadan, from: '2027-03-10', to: '2027-03-20' } },
    ],
    ['spans that touch, which is fine', { 'hours.weekly.mon[1].from': '12:00' }],
    ['one date twice', { 'hours.exceptions[28]': christmas }, 'warning hours.exceptions[28].date'],
    [
      'hours of one service that are reversed',
      { 'services[2].hours': { ...never, weekly: { wed: [reversed] } } },
      'fault services[2].hours.weekly.wed[0]',
    ],
    ['an office that is never open', { hours: never }, 'warning hours.weekly'],
  ])('%s', (_, changes, ...expected) => {
    expect(found(changes)).toEqual(expected);
  });

  test('D1 serving after close must end before the cut-off, also where one service closes late', () => {
    const night = { ...never, weekly: { sat: [{ from: '20:00', to: '24:00' }] } };
    const late = { 'services[8].hours': night, cutOff: '01:00' };
    expect(found({ ...late, serveAfterCloseMinutes: 60 })).toEqual([]);
    expect(only(findings({ ...late, serveAfterCloseMinutes: 61 }))).toMatchObject({
      severity: 'fault',
      path: 'serveAfterCloseMinutes',
      fixes: [60],
    });
  });
});

describe('C3 certificates', () => {
  const until = (date: string) => ({ 'officers[6].skills[2].until': date });

  test.each([
    ['one that ended yesterday', '2026-11-23', 'ended on 2026-11-23'],
    ['one that ends today', '2026-11-24', 'ends in 0 days'],
    ['one that ends in 60 days', '2027-01-23', 'ends in 60 days'],
  ])('%s', (_, date, said) => {
    const finding = only(findings(until(date), today));
    expect(finding).toMatchObject({ severity: 'warning', path: 'officers[6].skills[2].until' });
    expect(finding.en).toContain(said);
  });

  test('one that ends in 61 days is not spoken of yet', () => {
    expect(found(until('2027-01-24'), today)).toEqual([]);
  });

  test('are not judged without a date', () => {
    expect(found(until('2020-01-01'))).toEqual([]);
  });

  const indexOf = (id: string) => demo.stages.findIndex((stage) => stage.id === id);

  test('a stage whose certificates have all ended is a warning, never a fault', () => {
    expect(found(skills('ambil', '2026-11-01'), today)).toEqual([
      'warning officers[1].skills[0].until',
      'warning officers[6].skills[0].until',
      `warning stages[${indexOf('ambil')}]`,
    ]);
  });

  test('a stage nobody was ever certified for is only the fault it is', () => {
    expect(found(skills('bap'), today)).toEqual([`fault stages[${indexOf('bap')}]`]);
  });
});
