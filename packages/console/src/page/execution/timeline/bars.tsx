import type { TimelineRow } from '../../worker/protocol.js';
import { layoutRow, type Shape } from './layout.js';
import type { Scale } from './scale.js';

interface BarsProps {
  readonly row: TimelineRow;
  readonly scale: Scale;
  readonly width: number;
  readonly now: number;
  readonly selected: number | undefined;
  readonly onSelect: (eventId: number) => void;
}

/** The attempts of a row: dots while one waits, then a bar. */
export function Bars({ row, scale, width, now, selected, onSelect }: BarsProps) {
  if (width === 0) return null;
  const shapes = layoutRow(row, scale, width, now);
  return (
    <div class={`bars is-${row.entity}`} onKeyDown={moveAlong}>
      <svg class="bars-ground" width={width} height={32} aria-hidden="true">
        {scale.ticks.map(({ x }) => (
          <line key={x} class="axis-line" x1={x} x2={x} y1={0} y2={32} />
        ))}
        {scale.folds.map(({ x, width: size }) => (
          <rect key={x} class="fold" x={x} y={0} width={Math.max(1, size)} height={32} />
        ))}
      </svg>
      {shapes.map((shape) => (
        <Bar
          key={shape.eventId}
          shape={shape}
          isSelected={shape.eventId === selected}
          onClick={() => onSelect(shape.eventId)}
        />
      ))}
    </div>
  );
}

function Bar({
  shape,
  isSelected,
  onClick,
}: {
  readonly shape: Shape;
  readonly isSelected: boolean;
  readonly onClick: () => void;
}) {
  const { kind, wait, work, end, mark, isWaiting, attempt, name } = shape;
  const left = kind === 'point' ? wait - 6 : wait;
  const size = kind === 'point' ? 12 : Math.max(3, end - wait);
  return (
    <button
      type="button"
      class={`bar is-${kind} is-${mark} ${isWaiting ? 'is-waiting' : ''} ${isSelected ? 'is-selected' : ''}`}
      aria-label={name}
      title={name}
      data-event={shape.eventId}
      tabIndex={-1}
      style={{ '--x': `${left}px`, '--size': `${size}px`, '--wait': `${Math.max(0, Math.min(work, end) - wait)}px` }}
      onClick={onClick}
    >
      {kind === 'bar' && work > wait && <span class="bar-wait" />}
      {kind !== 'point' && !isWaiting && <span class="bar-work" />}
      {kind === 'point' && <span class="bar-point" />}
      {attempt > 1 && size > 26 && !isWaiting && <span class="bar-attempt">#{attempt}</span>}
    </button>
  );
}

/** Left and right move between the bars of a row; left from the first, or Escape, back to the row. */
function moveAlong(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof Element)) return;
  const bars = [...currentTarget.querySelectorAll<HTMLElement>('.bar')];
  const index = bars.indexOf(target);
  if (index < 0) return;
  const row = target.closest<HTMLElement>('[data-active]');
  if (key === 'ArrowRight') bars[index + 1]?.focus();
  else if (key === 'ArrowLeft') (bars[index - 1] ?? row)?.focus();
  else if (key === 'Escape') row?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
