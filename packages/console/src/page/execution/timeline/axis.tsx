import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { between, labelWidth, type Scale, type View } from './scale.js';

interface AxisProps {
  readonly chart: RefObject<HTMLDivElement | null>;
  readonly scale: Scale;
  readonly width: number;
  readonly onZoom: (view: View) => void;
}

const SHORTEST_DRAG = 4;

/** The times above the rows. Dragging along it zooms in. */
export function Axis({ chart, scale, width, onZoom }: AxisProps) {
  const [drag, setDrag] = useState<{ from: number; to: number } | undefined>(undefined);
  const placeOf = (event: PointerEvent) => {
    const bounds = chart.current?.getBoundingClientRect();
    return Math.min(Math.max(0, event.clientX - (bounds?.left ?? 0)), width);
  };
  const end = () => {
    if (drag && Math.abs(drag.to - drag.from) >= SHORTEST_DRAG) onZoom(between(scale.at(drag.from), scale.at(drag.to)));
    setDrag(undefined);
  };
  return (
    <div
      ref={chart}
      class="axis"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: placeOf(event), to: placeOf(event) });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ ...drag, to: placeOf(event) });
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrag(undefined)}
    >
      <svg class="axis-picture" width={width} height={32} aria-hidden="true">
        {scale.folds.map(({ x, width: size, label }) => (
          <g key={x}>
            <title>{label} in which nothing happened</title>
            <rect class="fold" x={x} y={0} width={Math.max(1, size)} height={32} />
            {size > labelWidth(shortest(label)) && (
              <text class="fold-label" x={x + size / 2} y={9} text-anchor="middle">
                {shortest(label)}
              </text>
            )}
          </g>
        ))}
        {scale.ticks.map(({ x, label }) => (
          <g key={x}>
            <line class="axis-tick" x1={x} x2={x} y1={26} y2={32} />
            <text class="axis-label" x={within(x, labelWidth(label) / 2, width)} y={22} text-anchor="middle">
              {label}
            </text>
          </g>
        ))}
        {drag && (
          <rect
            class="brush"
            x={Math.min(drag.from, drag.to)}
            y={0}
            width={Math.abs(drag.to - drag.from)}
            height={32}
          />
        )}
      </svg>
      <span class="visually-hidden">Time since the start, after a fold since its end</span>
    </div>
  );
}

/** Returns the middle of a label that is not cut at the edges. */
function within(x: number, half: number, width: number): number {
  return Math.max(half, Math.min(x, width - half));
}

/** Returns the larger unit of a duration alone: there is room for one. */
function shortest(label: string): string {
  return label.split(' ').slice(0, 2).join(' ');
}
