import type { Office } from '../../../../../shared/protocol/office.ts';
import { isMergeable } from '../../../whatIf/change.ts';
import type { CompareAsk } from '../../../whatIf/asks.ts';

/** One line of a change as it is being written; every field is text until it is sent. */
export type ChangeLine = { readonly id: number } & (
  | {
      readonly kind: 'open';
      readonly counter: string;
      readonly officer: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'close'; readonly counter: string; readonly from: string; readonly to: string }
  | { readonly kind: 'serve'; readonly counter: string; readonly stage: string }
  | { readonly kind: 'remove'; readonly stage: string }
  | { readonly kind: 'merge'; readonly stage: string; readonly into: string }
  | { readonly kind: 'scale'; readonly stage: string; readonly percent: string }
  | { readonly kind: 'arrivals'; readonly service: string; readonly percent: string; readonly shift: string }
  | PerLaneLine<'weights'>
  | PerLaneLine<'limits'>
);
export type PerLaneLine<Kind extends string> = {
  readonly kind: Kind;
  readonly appointment: string;
  readonly priority: string;
  readonly regular: string;
};
export type LineKind = ChangeLine['kind'];
export const lineKinds = [
  'open',
  'close',
  'serve',
  'remove',
  'merge',
  'scale',
  'arrivals',
  'weights',
  'limits',
] as const satisfies readonly LineKind[];

/** A line of a kind, filled with what the office has. */
export function newLine(kind: LineKind, id: number, { counters, stages, services, policy }: Office): ChangeLine {
  const counter = counters[0]?.id ?? '';
  const stage = stages[0]?.id ?? '';
  const longest = services.toSorted((one, other) => other.stages.length - one.stages.length)[0];
  const perLane = (values: { readonly appointment: number; readonly priority: number; readonly regular: number }) => ({
    appointment: String(values.appointment),
    priority: String(values.priority),
    regular: String(values.regular),
  });
  switch (kind) {
    case 'open':
      return { id, kind, counter, officer: '', from: '11:30', to: '13:30' };
    case 'close':
      return { id, kind, counter, from: '12:00', to: '13:00' };
    case 'serve':
      return { id, kind, counter, stage };
    case 'remove':
      return { id, kind, stage: longest?.stages[1] ?? stage };
    case 'merge':
      return { id, kind, ...mergeable(stages, services) };
    case 'scale':
      return { id, kind, stage, percent: '80' };
    case 'arrivals':
      return { id, kind, service: '', percent: '120', shift: '0' };
    case 'weights':
      return { id, kind, ...perLane(policy.weights) };
    case 'limits':
      return { id, kind, ...perLane(policy.limitMinutes) };
  }
}

/** The first two stages that can be one. */
function mergeable(
  stages: Office['stages'],
  services: Office['services'],
): { readonly stage: string; readonly into: string } {
  for (const { id: stage } of stages)
    for (const { id: into } of stages)
      if (
        services.some((service) => service.stages.includes(stage)) &&
        services.every((service) => isMergeable(service, { stage, into }))
      )
        return { stage, into };
  return { stage: stages[0]?.id ?? '', into: stages[0]?.id ?? '' };
}

/** What is asked of the hub; what the lines say wrong, the hub's answer names. */
export function changeOf(lines: readonly ChangeLine[]): object {
  const change = {
    staff: [] as object[],
    stages: [] as object[],
    arrivals: [] as object[],
    policy: {} as { weights?: object; limitMinutes?: object },
  };
  for (const line of lines)
    switch (line.kind) {
      case 'open': {
        const { counter, officer, from, to } = line;
        change.staff.push({ does: 'open', counter, from, to, ...(officer !== '' && { officer }) });
        break;
      }
      case 'close':
        change.staff.push({ does: 'close', counter: line.counter, from: line.from, to: line.to });
        break;
      case 'serve':
        change.staff.push({ does: 'serve', counter: line.counter, stage: line.stage });
        break;
      case 'remove':
        change.stages.push({ does: 'remove', stage: line.stage });
        break;
      case 'merge':
        change.stages.push({ does: 'merge', stage: line.stage, into: line.into });
        break;
      case 'scale':
        change.stages.push({ does: 'scale', stage: line.stage, percent: Number(line.percent) });
        break;
      case 'arrivals': {
        const { service, percent, shift } = line;
        change.arrivals.push({
          ...(service !== '' && { service }),
          percent: Number(percent),
          shiftMinutes: Number(shift),
        });
        break;
      }
      case 'weights':
        change.policy.weights = perLane(line);
        break;
      case 'limits':
        change.policy.limitMinutes = perLane(line);
        break;
    }
  return change;
}

const perLane = ({ appointment, priority, regular }: Omit<PerLaneLine<string>, 'kind'>) => ({
  appointment: Number(appointment),
  priority: Number(priority),
  regular: Number(regular),
});

/** The line that a field of the hub's answer names, as `change.staff.0.to`; undefined where it names none. */
export function lineAt(path: string, lines: readonly ChangeLine[]): ChangeLine | undefined {
  const [, group, index] = path.split('.');
  if (group === 'policy') return lines.find(({ kind }) => kind === (index === 'weights' ? 'weights' : 'limits'));
  const kinds: { readonly [group: string]: readonly LineKind[] } = {
    staff: ['open', 'close', 'serve'],
    stages: ['remove', 'merge', 'scale'],
    arrivals: ['arrivals'],
  };
  return lines.filter(({ kind }) => kinds[group ?? '']?.includes(kind))[Number(index)];
}

/** What a day is asked as. */
export type Asked = Pick<CompareAsk, 'of' | 'day'>;
