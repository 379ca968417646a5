import type { ReactNode } from 'react';
import type { Language, Office } from '../../../../../shared/protocol/office.ts';
import { Icon } from '../../../../../shared/ui/icons.tsx';
import type { ChangeLine, LineKind } from './lines.ts';
import { lineKinds, newLine } from './lines.ts';
import { sentenceOf } from './verdict.ts';
import { sayWhatIf } from './texts.ts';

interface Props {
  readonly lines: readonly ChangeLine[];
  readonly wrong: ChangeLine | undefined;
  readonly office: Office;
  readonly language: Language;
  readonly onLines: (lines: readonly ChangeLine[]) => void;
}

/** The change, line by line, and the choice of one more. */
export function ChangeLines({ lines, wrong, office, language, onLines }: Props) {
  const say = sayWhatIf(language);
  const put = (line: ChangeLine) => onLines(lines.map((one) => (one.id === line.id ? line : one)));
  const nextId = Math.max(0, ...lines.map(({ id }) => id)) + 1;
  return (
    <section className="changes" aria-label={say('changes')}>
      <h2>{say('changes')}</h2>
      {lines.length === 0 && <p className="quiet">{say('noChanges')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.id} className={line.id === wrong?.id ? 'wrong' : undefined}>
            <b>{say(line.kind)}</b>
            <Fields line={line} office={office} language={language} onLine={put} />
            <button
              type="button"
              className="key"
              aria-label={say('drop', { what: sentenceOf(line, office, language) })}
              onClick={() => onLines(lines.filter(({ id }) => id !== line.id))}
            >
              <Icon name="minus" />
            </button>
            {line.id === wrong?.id && (
              <p className="fault" role="alert">
                {say('wrongLine')}
              </p>
            )}
          </li>
        ))}
      </ul>
      <label className="field add">
        {say('add')}
        <select
          value=""
          onChange={({ target }) => onLines([...lines, newLine(target.value as LineKind, nextId, office)])}
        >
          <option value="" disabled />
          {lineKinds.map((kind) => (
            <option key={kind} value={kind} disabled={isSingle(kind) && lines.some((line) => line.kind === kind)}>
              {say(kind)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

const isSingle = (kind: LineKind) => kind === 'weights' || kind === 'limits';

interface FieldsProps {
  readonly line: ChangeLine;
  readonly office: Office;
  readonly language: Language;
  readonly onLine: (line: ChangeLine) => void;
}

function Fields({ line, office, language, onLine }: FieldsProps) {
  const say = sayWhatIf(language);
  const set = (fields: object) => onLine({ ...line, ...fields } as ChangeLine);
  const stages = office.stages.map(({ id, name }) => [id, name[language]] as const);
  const counters = office.counters.map(({ id, number }) => [id, `${say('counter')} ${number}`] as const);
  const counter = (value: string) => (
    <Choice label={say('counter')} value={value} options={counters} onValue={(next) => set({ counter: next })} />
  );
  const stage = (value: string, name: 'stage' | 'into' = 'stage') => (
    <Choice label={say(name)} value={value} options={stages} onValue={(next) => set({ [name]: next })} />
  );
  const time = (name: 'from' | 'to', value: string) => (
    <Entry label={say(name)} value={value} type="time" onValue={(next) => set({ [name]: next })} />
  );
  const amount = (label: string, name: string, value: string, [min, max]: readonly [number, number]) => (
    <Entry label={label} value={value} type="number" min={min} max={max} onValue={(next) => set({ [name]: next })} />
  );
  switch (line.kind) {
    case 'open':
      return (
        <>
          {counter(line.counter)}
          {time('from', line.from)}
          {time('to', line.to)}
          <Choice
            label={say('officer')}
            value={line.officer}
            options={[['', say('added')], ...office.officers.map(({ id, name }) => [id, name] as const)]}
            onValue={(officer) => set({ officer })}
          />
        </>
      );
    case 'close':
      return (
        <>
          {counter(line.counter)}
          {time('from', line.from)}
          {time('to', line.to)}
        </>
      );
    case 'serve':
      return (
        <>
          {counter(line.counter)}
          {stage(line.stage)}
        </>
      );
    case 'remove':
      return stage(line.stage);
    case 'merge':
      return (
        <>
          {stage(line.stage)}
          {stage(line.into, 'into')}
        </>
      );
    case 'scale':
      return (
        <>
          {stage(line.stage)}
          {amount(say('percentTime'), 'percent', line.percent, [10, 300])}
        </>
      );
    case 'arrivals':
      return (
        <>
          <Choice
            label={say('service')}
            value={line.service}
            options={[
              ['', say('allServices')],
              ...office.services.map(({ id, name }) => [id, name[language]] as const),
            ]}
            onValue={(service) => set({ service })}
          />
          {amount(say('percentCome'), 'percent', line.percent, [0, 300])}
          {amount(say('shift'), 'shift', line.shift, [-240, 240])}
        </>
      );
    case 'weights':
    case 'limits': {
      const range = line.kind === 'weights' ? ([1, 9] as const) : ([0, 1440] as const);
      const label = (lane: 'appointment' | 'priority' | 'regular') =>
        line.kind === 'weights' ? say(lane) : say('minutesLane', { lane: say(lane) });
      return (
        <>
          {amount(label('appointment'), 'appointment', line.appointment, range)}
          {amount(label('priority'), 'priority', line.priority, range)}
          {amount(label('regular'), 'regular', line.regular, range)}
        </>
      );
    }
  }
}

function Choice({
  label,
  value,
  options,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onValue: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={({ target }) => onValue(target.value)}>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Entry({
  label,
  onValue,
  ...field
}: {
  readonly label: string;
  readonly value: string;
  readonly type: 'time' | 'number';
  readonly min?: number;
  readonly max?: number;
  readonly onValue: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      {label}
      <input {...field} onChange={({ target }) => onValue(target.value)} />
    </label>
  );
}
