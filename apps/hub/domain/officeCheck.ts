import { err, ok, type Result } from '../../../shared/basics.ts';
import type { BusinessDay, StageId } from '../../../shared/ids.ts';
import { Office, type Officer, type Policy } from '../../../shared/protocol/office.ts';
import { daysBetween } from './hours.ts';
import { wheelOf } from './officeIndex.ts';
import { closing, hours } from './officeHours.ts';
import { names, prefixes } from './officeNames.ts';
import { fault, repeated, warning, type Finding, type Findings } from './officeFindings.ts';
import { shapeFindings } from './officeShape.ts';

export type { Finding } from './officeFindings.ts';

/** The TV's grid holds this many counters of one zone (look.md section 4). */
const countersOnTv = 8;
/** The first reminder before a certificate ends (domain.md 3.b.1). */
const certificateReminderDays = 60;

/**
 * Judges an office document as a whole: first its shape, then what its parts say of each other. `today` adds the
 * warnings that depend on the date; a fault never does, so a document that was once accepted stays acceptable.
 */
export function checkOffice(
  raw: unknown,
  today?: BusinessDay,
): Result<{ readonly office: Office; readonly warnings: readonly Finding[] }, readonly Finding[]> {
  const parsed = Office.safeParse(raw, { reportInput: true });
  if (!parsed.success) return err(parsed.error.issues.flatMap(shapeFindings));
  const office = parsed.data;
  const findings = checks.flatMap((check) => [...check(office)]);
  if (today !== undefined) findings.push(...certificates(office, today));
  const faults = findings.filter(({ severity }) => severity === 'fault');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return faults.length > 0 ? err([...faults, ...warnings]) : ok({ office, warnings });
}

const checks: readonly ((office: Office) => Findings)[] = [
  ids,
  references,
  language,
  timeZone,
  prefixes,
  names,
  quotas,
  wheel,
  calls,
  hours,
  closing,
  zones,
  served,
  skilled,
];

function* ids(office: Office): Findings {
  const lists = {
    groups: office.groups,
    zones: office.zones,
    stages: office.stages,
    services: office.services,
    counters: office.counters,
    officers: office.officers,
    'reasons.break': office.reasons.break,
    'reasons.incomplete': office.reasons.incomplete,
    'reasons.transfer': office.reasons.transfer,
    'reasons.pause': office.reasons.pause,
    ...Object.fromEntries(office.stages.map(({ checklist }, i) => [`stages[${i}].checklist`, checklist])),
  };
  for (const [path, list] of Object.entries(lists))
    yield* repeated(
      list.map(({ id }) => id),
      (i, id) =>
        fault(
          `${path}[${i}].id`,
          `"${id}" sudah dipakai di daftar ini. Beri nama lain.`,
          `"${id}" is used in this list already. Give it another name.`,
        ),
    );
}

function* references(office: Office): Findings {
  const stages = office.stages.map(({ id }) => id);
  for (const [i, service] of office.services.entries()) {
    yield* known(
      () => `services[${i}].group`,
      [service.group],
      office.groups.map(({ id }) => id),
    );
    yield* known((at) => `services[${i}].stages[${at}]`, service.stages, stages);
  }
  for (const [i, counter] of office.counters.entries()) {
    yield* known(
      () => `counters[${i}].zone`,
      [counter.zone],
      office.zones.map(({ id }) => id),
    );
    for (const [tier, list] of counter.tiers.entries())
      yield* known((at) => `counters[${i}].tiers[${tier}][${at}]`, list, stages);
    yield* repeated(counter.tiers.flat(), (_, stage) =>
      warning(
        `counters[${i}].tiers`,
        `"${stage}" tertulis dua kali di loket ini. Hapus yang lebih belakang.`,
        `"${stage}" stands twice at this counter. Remove the later one.`,
      ),
    );
  }
  for (const [i, officer] of office.officers.entries()) {
    const skills = officer.skills.map(({ stage }) => stage);
    yield* known((at) => `officers[${i}].skills[${at}].stage`, skills, stages);
    yield* repeated(skills, (at, stage) =>
      fault(
        `officers[${i}].skills[${at}].stage`,
        `Keahlian "${stage}" tertulis dua kali. Hapus salah satu.`,
        `The skill "${stage}" is given twice. Remove one.`,
      ),
    );
  }
}

function* known(path: (at: number) => string, names: readonly string[], all: readonly string[]): Findings {
  for (const [i, name] of names.entries())
    if (!all.includes(name))
      yield fault(
        path(i),
        `"${name}" tidak ada di dokumen ini. Pilih dari: ${all.join(', ')}.`,
        `"${name}" is not in this document. Choose from: ${all.join(', ')}.`,
        all,
      );
}

function* language(office: Office): Findings {
  // UU 24/2009 and Perpres 63/2019: Indonesian first, others beside it
  if (office.languages[0] !== 'id')
    yield warning(
      'languages',
      'Bahasa Indonesia adalah bahasa pertama layanan publik. Tulis "id" paling depan.',
      'Indonesian is the first language of a public service. Put "id" first.',
    );
  for (const [i, zone] of office.zones.entries())
    yield* known((at) => `zones[${i}].languages[${at}]`, zone.languages, office.languages);
}

function* timeZone(office: Office): Findings {
  try {
    Intl.DateTimeFormat('en', { timeZone: office.timeZone });
  } catch {
    yield fault(
      'timeZone',
      `Zona waktu "${office.timeZone}" tidak dikenal. Indonesia: WIB Asia/Jakarta, WITA Asia/Makassar, WIT Asia/Jayapura.`,
      `The time zone "${office.timeZone}" is not known. Indonesia: WIB Asia/Jakarta, WITA Asia/Makassar, WIT Asia/Jayapura.`,
      ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
    );
  }
}

/** N2: numbers of a letter end at `hubTop`, so a quota above it promises numbers that do not exist. */
function* quotas({ services, policy: { hubTop } }: Office): Findings {
  for (const [i, { quota = 0, prefix, maxPeople, name }] of services.entries()) {
    if (quota > hubTop)
      yield fault(
        `services[${i}].quota`,
        `Nomor ${prefix} berakhir di ${hubTop}, kuota ${name.id} lebih besar. Turunkan kuota, atau naikkan policy.hubTop.`,
        `Numbers of ${prefix} end at ${hubTop}, the quota of ${name.en} is larger. Lower it, or raise policy.hubTop.`,
        [hubTop],
      );
    if (quota > 0 && maxPeople > quota)
      yield warning(
        `services[${i}].maxPeople`,
        `Rombongan ${maxPeople} orang melebihi kuota ${quota} dan selalu ditolak.`,
        `A group of ${maxPeople} is over the quota of ${quota} and always refused.`,
        [quota],
      );
  }
}

/** L2: the bound on priority turns in a row, around the wheel, appointments left out. */
function* wheel({ policy }: Office): Findings {
  const longest = priorityInRow(policy);
  if (longest <= policy.maxPriorityInRow) return;
  const weights = Array.from({ length: policy.weights.priority }, (_, i) => i + 1);
  const fixes = weights
    .filter((priority) => priorityInRow({ weights: { ...policy.weights, priority } }) <= policy.maxPriorityInRow)
    .slice(-1);
  yield fault(
    'policy.weights.priority',
    `Bobot ini memberi ${longest} giliran prioritas berturut-turut, paling banyak ${policy.maxPriorityInRow}. Turunkan bobot prioritas atau naikkan bobot langsung.`,
    `These weights give ${longest} priority turns in a row, ${policy.maxPriorityInRow} are allowed. Lower the priority weight or raise the regular one.`,
    fixes,
  );
}

function priorityInRow(policy: Pick<Policy, 'weights'>): number {
  const turns = wheelOf(policy)
    .filter((lane) => lane !== 'appointment')
    .map((lane) => (lane === 'priority' ? 'P' : 'R'))
    .join('');
  return Math.max(
    ...turns
      .repeat(2)
      .split('R')
      .map(({ length }) => length),
  );
}

/** C4, C5: the calls a no-show needs must be possible. */
function* calls({ policy: { minCalls, recallLimit } }: Office): Findings {
  if (minCalls > recallLimit + 1)
    yield fault(
      'policy.minCalls',
      `Tidak hadir perlu ${minCalls} panggilan, tetapi hanya ${recallLimit + 1} yang boleh.`,
      `A no-show needs ${minCalls} calls, but only ${recallLimit + 1} are allowed.`,
      [recallLimit + 1],
    );
}

function* zones({ zones, counters }: Office): Findings {
  yield* repeated(
    counters.map(({ zone, number }) => `${number} ${zone}`),
    (i, both) =>
      fault(
        `counters[${i}].number`,
        `Nomor loket ini sudah ada di ruang yang sama (${both}). Beri nomor lain.`,
        `This counter number exists in the same room (${both}). Give it another one.`,
      ),
  );
  for (const [i, zone] of zones.entries()) {
    const held = counters.filter((counter) => counter.zone === zone.id).length;
    if (held > countersOnTv)
      yield warning(
        `zones[${i}]`,
        `${zone.name.id} punya ${held} loket, TV memuat ${countersOnTv}. Bagi menjadi dua ruang.`,
        `${zone.name.en} has ${held} counters, a TV shows ${countersOnTv}. Split it into two zones.`,
      );
  }
}

function* served({ services, stages, counters }: Office): Findings {
  const reached = new Set(counters.flatMap(({ tiers }) => tiers.flat()));
  const idle = new Set(stages.map(({ id }) => id).filter((id) => !reached.has(id)));
  for (const [i, service] of services.entries())
    for (const [at, stage] of service.stages.entries())
      if (idle.has(stage))
        yield fault(
          `services[${i}].stages[${at}]`,
          `Tidak ada loket yang melayani "${stage}", tahap ${service.name.id}. Tambahkan ke satu loket.`,
          `No counter serves "${stage}", a stage of ${service.name.en}. Add it to one.`,
        );
  const used = usedStages({ services });
  for (const [i, { id, name }] of stages.entries())
    if (!used.has(id))
      yield warning(`stages[${i}]`, `${name.id} tidak dipakai layanan mana pun.`, `${name.en} is used by no service.`);
}

const usedStages = ({ services }: Pick<Office, 'services'>): ReadonlySet<StageId> =>
  new Set(services.flatMap(({ stages }) => stages));

function* skilled(office: Office): Findings {
  const skills = new Set(office.officers.flatMap((officer) => officer.skills.map(({ stage }) => stage)));
  const used = usedStages(office);
  for (const [i, { id, name }] of office.stages.entries())
    if (used.has(id) && !skills.has(id))
      yield fault(
        `stages[${i}]`,
        `Tidak ada petugas yang cakap untuk ${name.id}. Tambahkan keahlian ini pada satu petugas.`,
        `No officer is skilled for ${name.en}. Give one this skill.`,
      );
  if (!office.officers.some(({ role }) => role === 'supervisor'))
    yield warning(
      'officers',
      'Tidak ada penyelia, jadi tidak ada yang dapat mengecualikan aturan. Jadikan satu petugas penyelia.',
      'There is no supervisor, so nobody can set a rule aside. Make one officer a supervisor.',
    );
}

/** C3: a skill ends with its certificate. */
function* certificates(office: Office, today: BusinessDay): Findings {
  for (const [i, { name, skills }] of office.officers.entries())
    for (const [at, { stage, until }] of skills.entries()) {
      const left = until === undefined ? Infinity : daysBetween(today, until as BusinessDay);
      const path = `officers[${i}].skills[${at}].until`;
      if (left < 0)
        yield warning(
          path,
          `Sertifikat ${name} untuk "${stage}" habis ${until}. Perbarui, atau hapus keahlian ini.`,
          `The certificate of ${name} for "${stage}" ended on ${until}. Renew it, or remove the skill.`,
        );
      else if (left <= certificateReminderDays)
        yield warning(
          path,
          `Sertifikat ${name} untuk "${stage}" habis ${left} hari lagi.`,
          `The certificate of ${name} for "${stage}" ends in ${left} days.`,
        );
    }
  const held = ({ skills }: Officer) => skills.filter(({ until = today }) => until >= today).map(({ stage }) => stage);
  const valid = new Set(office.officers.flatMap(held));
  const skilledOnce = new Set(office.officers.flatMap(({ skills }) => skills.map(({ stage }) => stage)));
  for (const [i, { id, name }] of office.stages.entries())
    if (skilledOnce.has(id) && !valid.has(id))
      yield warning(
        `stages[${i}]`,
        `Semua sertifikat untuk ${name.id} sudah habis, jadi tahap ini tidak dapat dipanggil.`,
        `Every certificate for ${name.en} has ended, so this stage cannot be called.`,
      );
}
