import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Column, Grid } from '../../components/grid.js';
import { Loading } from '../../components/notices.js';
import type { HistoryModel } from '../history-model.js';

/** The lines that are asked for at once. */
const CHUNK = 500;

interface LineRow {
  readonly number: number;
}

/** The history as indented JSON: only the lines in view are in the page. */
export function JsonLinesView({ model, event }: { readonly model: HistoryModel; readonly event: number | undefined }) {
  const [chunks, setChunks] = useState<ReadonlyMap<number, readonly string[]>>(new Map());
  const [total, setTotal] = useState<number | undefined>(undefined);
  const [revealed, setRevealed] = useState<number | undefined>(undefined);
  const size = model.rows.value.length;
  const asked = useRef(new Set<number>());
  const load = (chunk: number) => {
    if (asked.current.has(chunk)) return;
    asked.current.add(chunk);
    model.ask('lines', { from: chunk * CHUNK, count: CHUNK }).then(
      (answer) => {
        setTotal(answer.total);
        setChunks((before) => new Map(before).set(chunk, answer.lines));
      },
      () => {},
    );
  };
  useEffect(() => {
    setChunks(new Map());
    asked.current.clear();
    load(0);
  }, [model, size]);
  useEffect(() => {
    if (event === undefined) return;
    model.ask('lineOf', { id: event }).then(setRevealed, () => {});
  }, [model, event]);
  const rows = useMemo(() => Array.from({ length: total ?? 0 }, (_, number): LineRow => ({ number })), [total]);
  if (total === undefined) return <Loading label="Writing JSON" />;
  const columns: readonly Column<LineRow>[] = [
    {
      id: 'line',
      title: 'Line',
      width: '72px',
      isNumeric: true,
      cell: ({ number }) => <span class="number secondary">{number + 1}</span>,
    },
    {
      id: 'json',
      title: 'JSON',
      width: 'minmax(0, 1fr)',
      cell: ({ number }) => (
        <JsonLine number={number} text={chunks.get(Math.floor(number / CHUNK))?.[number % CHUNK]} onMissing={load} />
      ),
    },
  ];
  return (
    <Grid
      label="History as JSON"
      columns={columns}
      rows={rows}
      rowKey={({ number }) => String(number)}
      reveal={revealed === undefined ? undefined : String(revealed)}
    />
  );
}

interface JsonLineProps {
  readonly number: number;
  readonly text: string | undefined;
  readonly onMissing: (chunk: number) => void;
}

function JsonLine({ number, text, onMissing }: JsonLineProps) {
  const chunk = Math.floor(number / CHUNK);
  const isMissing = text === undefined;
  useEffect(() => {
    if (isMissing) onMissing(chunk);
  }, [isMissing, chunk]);
  return <code class="json-text">{text ?? ''}</code>;
}
