import type { HistoryDifference } from '@swf/explain';
import { useEffect, useState } from 'preact/hooks';
import { CopyButton } from '../components/copy-button.js';
import { counted } from '../components/format.js';
import { type Column, Grid } from '../components/grid.js';
import { EmptyState, Loading, Notice } from '../components/notices.js';
import { SidePanel } from '../components/side-panel.js';
import { nounOf, wordsOf } from '../execution/words.js';
import { historyWorker } from '../worker/client.js';
import type { OpenFile } from './files.js';

interface ComparisonProps {
  readonly a: OpenFile;
  readonly b: OpenFile;
}

interface Compared {
  readonly key: string;
  readonly differences: readonly HistoryDifference[];
  readonly isRedacted: boolean;
}

/** Two files side by side: what differs, by activities, timers, children, ... */
export function Comparison({ a, b }: ComparisonProps) {
  const [compared, setCompared] = useState<Compared | undefined>(undefined);
  const [openedKey, open] = useState<string | undefined>(undefined);
  const key = `${a.id} ${b.id}`;
  const isReady = a.model.overview.value !== undefined && b.model.overview.value !== undefined;
  useEffect(() => {
    if (!isReady) return;
    historyWorker()
      .ask('compare', { a: a.model.name, b: b.model.name })
      .then(
        (answer) => setCompared({ key, ...answer }),
        () => {},
      );
  }, [key, isReady]);
  if (compared?.key !== key) return <Loading label="Comparing" />;
  const { differences, isRedacted } = compared;
  if (differences.length === 0) {
    return (
      <EmptyState icon="check" title="No differences">
        Both have the same attempts with the same states and data. Times and event ids are not compared.
      </EmptyState>
    );
  }
  const opened = differences.find((difference) => keyOf(difference) === openedKey);
  return (
    <div class={`tab-body ${opened ? 'has-panel' : ''}`}>
      <div class="toolbar">
        <span class="secondary">{counted(differences.length, 'difference')}; times and event ids are not compared</span>
        {isRedacted && <Notice>One is redacted: its texts are compared by their lengths.</Notice>}
      </div>
      <div class="history-body">
        <div class="history-panel">
          <Grid
            label="Differences"
            rows={differences}
            rowKey={keyOf}
            columns={columnsOf(a.name, b.name)}
            isSelected={(difference) => difference === opened}
            onOpen={(difference) => open(keyOf(difference))}
          />
        </div>
        {opened && (
          <SidePanel title={`${nameOf(opened)}: ${opened.field}`} onClose={() => open(undefined)}>
            <Whole file={a.name} text={opened.a} />
            <Whole file={b.name} text={opened.b} />
          </SidePanel>
        )}
      </div>
    </div>
  );
}

function keyOf({ type, id, attempt, field }: HistoryDifference): string {
  return `${type} ${id} ${attempt} ${field}`;
}

function nameOf({ type, id, attempt }: HistoryDifference): string {
  return `${id === '' ? nounOf(type) : id}${attempt > 1 ? ` #${attempt}` : ''}`;
}

/** What one file says, whole. */
function Whole({ file, text }: { readonly file: string; readonly text: string | undefined }) {
  return (
    <section class="panel-section" aria-label={file}>
      <h3>{file}</h3>
      {text === undefined ? (
        <p class="secondary">none</p>
      ) : (
        <div class="payload">
          <div class="payload-bar">
            <CopyButton text={text} label={`Copy what ${file} has`} />
          </div>
          <pre class="payload-text">{text}</pre>
        </div>
      )}
    </section>
  );
}

function columnsOf(a: string, b: string): readonly Column<HistoryDifference>[] {
  return [
    {
      id: 'type',
      title: 'Type',
      width: '96px',
      hideBelow: 640,
      cell: ({ type }) => <span class="secondary">{nounOf(type)}</span>,
    },
    {
      id: 'id',
      title: 'Id',
      width: 'minmax(100px, 1fr)',
      cell: ({ id, type, attempt }) => (
        <>
          {id === '' ? nounOf(type) : id}
          {attempt > 1 && <span class="secondary"> #{attempt}</span>}
        </>
      ),
    },
    { id: 'field', title: 'Field', width: '88px', cell: ({ field }) => field },
    { id: 'a', title: a, width: 'minmax(0, 1.5fr)', cell: ({ a: text, field }) => <Side text={text} field={field} /> },
    { id: 'b', title: b, width: 'minmax(0, 1.5fr)', cell: ({ b: text, field }) => <Side text={text} field={field} /> },
  ];
}

function Side({ text, field }: { readonly text: string | undefined; readonly field: string }) {
  if (text === undefined) return <span class="secondary">none</span>;
  return <span title={text}>{field === 'state' ? wordsOf(text) : text}</span>;
}
