import type { EventDetail } from '../worker/protocol.js';
import type { HistoryModel } from './history-model.js';
import { nameOfBar } from './timeline/layout.js';

interface AttemptsProps {
  readonly model: HistoryModel;
  readonly detail: EventDetail;
  readonly onSelect: (id: number) => void;
}

/** The attempts beside that of an event, so that one can go from one to the next. */
export function Attempts({ model, detail, onSelect }: AttemptsProps) {
  const { row, related } = detail;
  const own = new Set([row.id, ...related.filter(({ relation }) => relation === 'same').map(({ id }) => id)]);
  const bars =
    model.overview.value?.timeline.find(
      ({ entity, bars: all }) => entity === row.type && all.some(({ eventId }) => own.has(eventId)),
    )?.bars ?? [];
  if (bars.length < 2 || row.type === 'DecisionTask') return null;
  return (
    <nav class="attempts" aria-label="Attempts">
      {bars.map((bar) => (
        <button
          key={bar.eventId}
          type="button"
          class="quiet"
          aria-current={own.has(bar.eventId) ? 'true' : undefined}
          onClick={() => onSelect(bar.eventId)}
        >
          {nameOfBar({ ...bar, attempt: 1 }, `${bar.attempt}`, model.present.value)}
        </button>
      ))}
    </nav>
  );
}
