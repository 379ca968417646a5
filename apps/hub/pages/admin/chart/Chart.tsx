import { scaleBand, scaleLinear } from 'd3-scale';
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** An axis of numbers. Without `ticks` round ones are chosen. */
export interface NumberAxis {
  readonly domain: readonly [number, number];
  readonly ticks?: readonly number[];
  readonly format: (value: number) => string;
  readonly label?: string;
}

/** An axis of things: the i-th name stands at `x(i)`. Where they are too many only some are written. */
export interface NameAxis {
  readonly names: readonly string[];
  readonly label?: string;
}

/** What marks are drawn with: values to px of the picture. */
export interface Plot {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Width in px of one name; 0 on an axis of numbers. */
  readonly band: number;
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly title: string;
  /** One sentence that says what is to be seen, for who cannot see it. */
  readonly summary: string;
  readonly x: NumberAxis | NameAxis;
  readonly y: NumberAxis;
  /** Of the picture without its axes, px. */
  readonly height?: number;
  readonly legend?: ReactNode;
  /** A sentence below, seen by all. */
  readonly note?: ReactNode;
  readonly children: (plot: Plot) => ReactNode;
}

const margin = { left: 52, right: 14, top: 12, bottom: 30 };
const labelHeight = 22;
/** Letters of an axis are this wide at most, px; a name gets so much room. */
const letter = 8;

/** A figure with axes; the marks (chart/marks.tsx) are its child, drawn with the plot they are given. */
export function Chart({ title, summary, x, y, height = 220, legend, note, children }: Props) {
  const [frame, full] = useWidth();
  const width = Math.max(0, full - margin.left - margin.right);
  const down = scaleLinear([...y.domain], [height, 0]);
  const across = acrossOf(x, width);
  const under = margin.bottom + (x.label === undefined ? 0 : labelHeight);
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        {legend}
      </figcaption>
      {y.label !== undefined && <p className="axis-label">{y.label}</p>}
      <div ref={frame}>
        {width > 0 && (
          <svg role="img" aria-label={summary} viewBox={`0 0 ${full} ${margin.top + height + under}`}>
            <g transform={`translate(${margin.left} ${margin.top})`}>
              {(y.ticks ?? down.ticks(5)).map((tick) => (
                <g key={tick} transform={`translate(0 ${down(tick)})`}>
                  <line className="grid" x2={width} />
                  <text className="tick" x={-10} dy=".32em" textAnchor="end">
                    {y.format(tick)}
                  </text>
                </g>
              ))}
              {across.ticks.map(({ at, name }) => (
                <text key={name} className="tick" x={at} y={height + 21} textAnchor="middle">
                  {name}
                </text>
              ))}
              {children({ x: across.x, y: (value) => down(value), band: across.band, width, height })}
              <line className="base" x2={width} y1={height} y2={height} />
              {x.label !== undefined && (
                <text className="axis" x={width} y={height + under - 6} textAnchor="end">
                  {x.label}
                </text>
              )}
            </g>
          </svg>
        )}
      </div>
      {note !== undefined && <p className="note">{note}</p>}
    </figure>
  );
}

interface Across {
  readonly x: (value: number) => number;
  readonly band: number;
  readonly ticks: readonly { readonly at: number; readonly name: string }[];
}

function acrossOf(axis: NumberAxis | NameAxis, width: number): Across {
  if ('domain' in axis) {
    const scale = scaleLinear([...axis.domain], [0, width]);
    const ticks = axis.ticks ?? scale.ticks(Math.max(2, Math.min(8, Math.floor(width / 80))));
    return {
      x: (value) => scale(value),
      band: 0,
      ticks: ticks.map((tick) => ({ at: scale(tick), name: axis.format(tick) })),
    };
  }
  const { names } = axis;
  const scale = scaleBand(
    names.map((_, i) => i),
    [0, width],
  ).padding(0.25);
  const x = (value: number) => (scale(value) ?? 0) + scale.bandwidth() / 2;
  const widest = Math.max(1, ...names.map((name) => name.length)) * letter;
  const every = Math.max(1, Math.ceil((names.length * widest) / Math.max(1, width)));
  const ticks = names.flatMap((name, i) => (i % every === 0 ? [{ at: x(i), name }] : []));
  return { x, band: scale.bandwidth(), ticks };
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}
