'use client';

import { useId, useLayoutEffect, useRef, useState } from 'react';
import {
  areaPath,
  linePath,
  ticksWithRoom,
  xOf,
  yOf,
  type PlotFrame,
  type PlotPoint,
} from '#lib/view-models/plot.ts';

interface StillLine {
  name: string;
  points: readonly PlotPoint[];
  color: string;
  dashes?: string | undefined;
  width: number;
  /** Whether points without a value are stepped over. */
  connects?: boolean;
}

/** A line across the plot, at a place of either axis. */
interface StillRule {
  axis: 'x' | 'y';
  at: number;
  color: string;
  dashes?: string | undefined;
  label?: string;
  /** Where the label stands. */
  side?: 'above' | 'below';
}

export interface StillDrawing {
  x: { domain: readonly [number, number]; ticks: readonly { at: number; label: string }[]; label: string };
  y: { domain: readonly [number, number]; ticks: readonly { at: number; label: string }[]; label: string };
  band?: {
    points: readonly { x: number; bounds: readonly [number, number] | null }[];
    color: string;
    opacity: number;
  };
  rules: readonly StillRule[];
  lines: readonly StillLine[];
  marks: readonly { key: string; x: number; y: number; shape: 'dot' | 'diamond'; color: string }[];
}

/** Where the charts of recharts have their plots (axis-props.ts): both must look alike. */
const EDGES = { left: 52, top: 24, right: 24, bottom: 54 };
const TEXT_GAP = 16;
/** Of a character at the size of the axes' text. */
const CHARACTER = 6.6;
const TEXT = { fill: 'var(--muted)', fontSize: 12 };

/** A chart as a picture, drawn without a library: what is seen before somebody wants to know more of it. */
export function Still({ drawing }: { drawing: StillDrawing }) {
  const box = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      setSize((known) => (known?.width === width && known.height === height ? known : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <svg ref={box} aria-hidden="true" className="size-full" data-still="">
      {size ? <Plot drawing={drawing} {...size} /> : null}
    </svg>
  );
}

function Plot({ drawing, width, height }: { drawing: StillDrawing; width: number; height: number }) {
  const clip = useId();
  const { x, y, band, rules, lines, marks } = drawing;
  const frame: PlotFrame = {
    ...{ left: EDGES.left, top: EDGES.top, right: width - EDGES.right, bottom: height - EDGES.bottom },
    ...{ xDomain: x.domain, yDomain: y.domain },
  };
  const { left, top, right, bottom } = frame;
  if (right <= left || bottom <= top) return null;
  const places = x.ticks.map(({ at, label }) => ({
    at: xOf(frame, at),
    label,
    width: CHARACTER * label.length,
  }));
  return (
    <>
      <clipPath id={clip}>
        <rect x={left} y={top - 8} width={right - left + 8} height={bottom - top + 8} />
      </clipPath>
      {y.ticks.map(({ at, label }) => (
        <g key={at}>
          <path d={`M${left},${yOf(frame, at)}H${right}`} stroke="var(--line)" />
          <text {...TEXT} x={left - 8} y={yOf(frame, at)} dy="0.355em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <text {...TEXT} x={18} y={12} textAnchor="start">
        {y.label}
      </text>
      <path d={`M${left},${bottom}H${right}`} stroke="var(--line)" />
      {ticksWithRoom(places, TEXT_GAP).map(({ at, label }) => (
        <text key={label + String(at)} {...TEXT} x={at} y={bottom + 14} dy="0.71em" textAnchor="middle">
          {label}
        </text>
      ))}
      <text {...TEXT} x={right - 5} y={bottom + 41} textAnchor="end">
        {x.label}
      </text>
      <g clipPath={`url(#${clip})`}>
        {band ? <path d={areaPath(frame, band.points)} fill={band.color} fillOpacity={band.opacity} /> : null}
        {rules.map((rule) => (
          <Rule key={`${rule.axis}${rule.at}${rule.label ?? ''}`} rule={rule} frame={frame} />
        ))}
        {lines.map(({ name, points, color, dashes, width: stroke, connects }) => (
          <path
            key={name}
            d={linePath(frame, points, connects)}
            data-line={name}
            fill="none"
            stroke={color}
            strokeWidth={stroke}
            strokeDasharray={dashes}
          />
        ))}
        {marks.map((mark) => (
          <Mark
            key={mark.key}
            shape={mark.shape}
            color={mark.color}
            x={xOf(frame, mark.x)}
            y={yOf(frame, mark.y)}
          />
        ))}
      </g>
    </>
  );
}

function Rule({ rule, frame }: { rule: StillRule; frame: PlotFrame }) {
  const { axis, at, color, dashes, label, side = 'above' } = rule;
  const { left, top, right, bottom } = frame;
  const d = axis === 'x' ? `M${xOf(frame, at)},${top}V${bottom}` : `M${left},${yOf(frame, at)}H${right}`;
  return (
    <>
      <path d={d} stroke={color} strokeDasharray={dashes} />
      {label === undefined ? null : (
        <text
          x={right - 5}
          y={yOf(frame, at)}
          dy={side === 'above' ? -5 : 14}
          fill={color}
          fontSize={12}
          textAnchor="end"
        >
          {label}
        </text>
      )}
    </>
  );
}

interface MarkProps {
  shape: 'dot' | 'diamond';
  color: string;
  x: number;
  y: number;
}

function Mark({ shape, color, x, y }: MarkProps) {
  if (shape === 'dot') return <circle cx={x} cy={y} r={3} fill={color} />;
  return (
    <path
      d={`M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`}
      fill="var(--surface)"
      stroke={color}
      strokeWidth={2.25}
    />
  );
}
