import type { TimelineRow } from '../../worker/protocol.js';
import type { Scale } from './scale.js';

/**
 * Returns the part of the picture to zoom around: the bar that is focused or selected, otherwise
 * the latest thing that happened; undefined if neither is in view.
 */
export function anchorOf(rows: readonly TimelineRow[], scale: Scale, eventId: number | undefined): number | undefined {
  const bars = rows.flatMap((row) => row.bars);
  const own = bars.find((bar) => bar.eventId === eventId);
  const instants = own
    ? [own.start, own.work, own.end]
    : // The execution's own end is that of everything.
      rows
        .filter(({ entity }) => entity !== 'WorkflowExecution')
        .flatMap((row) => row.bars.flatMap(({ start, work, end }) => [start, work, end]));
  const { from, to } = scale.view;
  const parts = instants
    .flatMap((instant) => (instant === undefined ? [] : [scale.part(instant)]))
    .filter((part) => part >= from && part <= to);
  if (parts.length === 0) return undefined;
  return own ? parts[0] : parts.reduce((latest, part) => Math.max(latest, part));
}
