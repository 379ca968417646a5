import { area, curveStepAfter, line } from 'd3-shape';
import type { Plot } from './Chart.tsx';

/** One of the ways a series is told from the others: by shape first, colour only repeats it. */
export type Kind = 'ours' | 'second' | 'third' | 'fact' | 'goal';

export type Point = readonly [x: number, y: number];

interface SeriesProps {
  readonly plot: Plot;
  readonly kind: Kind;
}

/** A line through points; where one is undefined there is a gap. `step` holds a value until the next. */
export function Line({
  plot,
  kind,
  points,
  step = false,
  dots = false,
}: SeriesProps & {
  readonly points: readonly (Point | undefined)[];
  readonly step?: boolean;
  readonly dots?: boolean;
}) {
  const path = line<Point | undefined>()
    .defined((point) => point !== undefined)
    .x((point) => plot.x(point?.[0] ?? 0))
    .y((point) => plot.y(point?.[1] ?? 0));
  if (step) path.curve(curveStepAfter);
  return (
    <g className={`series ${kind}`}>
      <path className="line" d={path([...points]) ?? ''} />
      {dots && <Dots plot={plot} kind={kind} points={points.filter((point) => point !== undefined)} />}
    </g>
  );
}

/** Between a low and a high value at each x. */
export function Area({
  plot,
  kind,
  bands,
}: SeriesProps & { readonly bands: readonly (readonly [x: number, low: number, high: number])[] }) {
  const path = area<(typeof bands)[number]>()
    .x(([x]) => plot.x(x))
    .y0(([, low]) => plot.y(low))
    .y1(([, , high]) => plot.y(high));
  return <path className={`series area ${kind}`} d={path([...bands]) ?? ''} />;
}

export function Dots({
  plot,
  kind,
  points,
  radius = 3.5,
}: SeriesProps & { readonly points: readonly Point[]; readonly radius?: number }) {
  return (
    <g className={`series ${kind}`}>
      {points.map(([x, y], i) => (
        <circle key={i} className="dot" cx={plot.x(x)} cy={plot.y(y)} r={radius} />
      ))}
    </g>
  );
}

/** Bars from zero, side by side within a name: this is the `index`-th of `of` series. Negative values hang down. */
export function Bars({
  plot,
  kind,
  values,
  index = 0,
  of = 1,
}: SeriesProps & {
  readonly values: readonly (number | undefined)[];
  readonly index?: number;
  readonly of?: number;
}) {
  const each = plot.band / of;
  const zero = plot.y(0);
  return (
    <g className={`series ${kind}`}>
      {values.map((value, i) => {
        if (value === undefined) return null;
        const at = plot.y(value);
        return (
          <rect
            key={i}
            className="bar"
            x={plot.x(i) - plot.band / 2 + index * each + 1}
            width={Math.max(1, each - 2)}
            y={Math.min(at, zero)}
            height={Math.max(1, Math.abs(zero - at))}
          />
        );
      })}
    </g>
  );
}

/** A level across the whole picture, or with `to` a stripe up to another one. */
export function Level({ plot, y, to }: { readonly plot: Plot; readonly y: number; readonly to?: number }) {
  if (to === undefined) return <line className="level" x2={plot.width} y1={plot.y(y)} y2={plot.y(y)} />;
  const [top, bottom] = [Math.min(plot.y(y), plot.y(to)), Math.max(plot.y(y), plot.y(to))];
  return <rect className="stripe" width={plot.width} y={top} height={bottom - top} />;
}

export interface LegendEntry {
  readonly kind: Kind | 'level' | 'stripe';
  readonly shape: 'line' | 'dot' | 'area' | 'bar';
  readonly name: string;
}

/** What each shape of a figure means, as a list beside its title. */
export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend">
      {entries.map(({ kind, shape, name }) => (
        <li key={name}>
          <svg viewBox="0 0 28 14" aria-hidden="true">
            <Swatch kind={kind} shape={shape} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ kind, shape }: Pick<LegendEntry, 'kind' | 'shape'>) {
  if (kind === 'level') return <line className="level" x1="1" x2="27" y1="7" y2="7" />;
  if (kind === 'stripe') return <rect className="stripe" width="28" height="14" />;
  if (shape === 'area') return <rect className={`series area ${kind}`} y="2" width="28" height="10" />;
  return (
    <g className={`series ${kind}`}>
      {shape === 'line' && <path className="line" d="M1 7H27" />}
      {shape === 'dot' && <circle className="dot" cx="14" cy="7" r="4" />}
      {shape === 'bar' && <rect className="bar" x="5" y="1" width="18" height="12" />}
    </g>
  );
}
