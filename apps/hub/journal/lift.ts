import { Event, type Recorded } from '../domain/events.ts';

/** Version of the shapes the hub writes (`v` of the envelope). */
export const currentVersion = 1;

/** A stored event of an older version, as the JSON it is. */
export interface OldEvent {
  readonly v: number;
  readonly event: { readonly type: string };
  readonly [field: string]: unknown;
}

/** Makes of an event of version n the same event in the words of n + 1. */
export type Step = (old: OldEvent) => OldEvent;

/**
 * How events are lifted to `current`: `steps[n]` takes version n one further. Throws one sentence for an event of a
 * newer version, of a version no step starts from, and of an unknown type; a known text is trusted, for the chain has
 * vouched for it.
 */
export function lifter(current: number, steps: { readonly [from: number]: Step }, types: ReadonlySet<string>) {
  return function lift(v: number, json: unknown): Recorded {
    if (v > current)
      throw new Error(
        `This journal holds an event of version ${v}; this hub knows versions up to ${current}: start a newer hub.`,
      );
    let event = json as OldEvent;
    for (let from = v; from < current; from++) {
      const step = steps[from];
      if (!step) throw new Error(`No step lifts an event of version ${from}.`);
      event = { ...step(event), v: from + 1 };
    }
    if (!types.has(event.event.type))
      throw new Error(
        `This journal holds an event "${event.event.type}", which this hub does not know: start a newer hub.`,
      );
    return event as unknown as Recorded;
  };
}

const types = new Set(Event.def.options.flatMap((option) => option.shape.type.def.values as readonly string[]));

/** Lifts an event of any version ever written. */
export const lift = lifter(currentVersion, {}, types);

/** The event of a stored text. */
export function recordedOf(body: string): Recorded {
  const json = JSON.parse(body) as OldEvent;
  return json.v === currentVersion && types.has(json.event.type) ? (json as unknown as Recorded) : lift(json.v, json);
}
