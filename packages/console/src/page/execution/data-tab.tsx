import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { counted } from '../components/format.js';
import { type Column, Grid } from '../components/grid.js';
import { EmptyState, Loading } from '../components/notices.js';
import { useKeys } from '../shell/keys.js';
import type { PayloadRef } from '../worker/protocol.js';
import type { HistoryModel } from './history-model.js';
import { sizeText } from './json/size-text.js';
import { useSelection } from './selection.js';
import { nounOf } from './words.js';

/** Everything that programs and people wrote: inputs, results, details, markers, contexts. */
export function DataTab({ model }: { readonly model: HistoryModel }) {
  const { event, field, select } = useSelection();
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': { title: 'Filter the payloads', run: () => box.current?.focus() } });
  const payloads = usePayloads(model);
  const shown = useMemo(() => findPayloads(payloads ?? [], text), [payloads, text]);
  if (payloads === undefined) return <Loading label="Collecting payloads" />;
  if (payloads.length === 0) {
    return <EmptyState title="No data">No event has an input, result, details, control or context.</EmptyState>;
  }
  const selected = shown.find(({ eventId, field: name }) => eventId === event && name === field);
  return (
    <div class="tab-body">
      <div class="toolbar">
        <input
          type="search"
          class="filter-text"
          aria-label="Filter payloads"
          placeholder="Filter payloads"
          ref={box}
          value={text}
          onInput={(input) => setText(input.currentTarget.value)}
        />
        <span class="toolbar-count secondary">{counted(shown.length, 'payload')}</span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title="No payload matches">Remove the filter to see all.</EmptyState>
      ) : (
        <Grid
          label="Payloads"
          columns={COLUMNS}
          rows={shown}
          rowKey={keyOf}
          reveal={selected && keyOf(selected)}
          isSelected={(row) => row === selected}
          onOpen={({ eventId, field: name }) => select(eventId, name)}
        />
      )}
    </div>
  );
}

function usePayloads(model: HistoryModel): readonly PayloadRef[] | undefined {
  const [payloads, setPayloads] = useState<readonly PayloadRef[] | undefined>(undefined);
  const overview = model.overview.value;
  useEffect(() => {
    let isGone = false;
    model.ask('payloads', {}).then(
      (found) => {
        if (!isGone) setPayloads(found);
      },
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [model, overview]);
  return payloads;
}

function findPayloads(payloads: readonly PayloadRef[], text: string): readonly PayloadRef[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return payloads;
  return payloads.filter(({ eventId, eventName, field, subject, beginning }) =>
    `#${eventId} ${eventName} ${field} ${subject} ${beginning}`.toLowerCase().includes(wanted),
  );
}

function keyOf({ eventId, field }: PayloadRef): string {
  return `${eventId} ${field}`;
}

const COLUMNS: readonly Column<PayloadRef>[] = [
  {
    id: 'event',
    title: '#',
    width: '64px',
    isNumeric: true,
    cell: ({ eventId }) => <span class="number secondary">{eventId}</span>,
  },
  {
    id: 'what',
    title: 'Of',
    width: 'minmax(110px, 1fr)',
    cell: ({ type, subject }) => (
      <>
        <span class="secondary">{nounOf(type)}</span> {subject}
      </>
    ),
  },
  { id: 'field', title: 'Field', width: '120px', cell: ({ field }) => field },
  {
    id: 'size',
    title: 'Size',
    width: '108px',
    isNumeric: true,
    hideBelow: 760,
    cell: ({ length }) => <span class="secondary">{sizeText(length)}</span>,
  },
  {
    id: 'text',
    title: 'Begins',
    width: 'minmax(0, 2fr)',
    hideBelow: 480,
    cell: ({ beginning }) => <code class="json-text">{beginning}</code>,
  },
];
