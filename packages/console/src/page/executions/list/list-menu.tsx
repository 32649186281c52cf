import { formatTerm } from '@swf/querysets/text';
import { useState } from 'preact/hooks';
import type { ExecutionInfo } from '../../../api/executions.js';
import { CopyButton } from '../../components/copy-button.js';
import { dialogPart } from '../../components/dialog-part.js';
import { counted } from '../../components/format.js';
import { Icon } from '../../components/icon.js';
import { MenuButton, type MenuItem } from '../../components/menu-button.js';
import { toast } from '../../components/toast.js';
import { commandOf } from '../../data/command.js';
import { session } from '../../data/session.js';
import { readFilterText } from '../filter/filter-text.js';
import { chosenColumns, columnsNamed } from './columns.js';
import type { ExecutionList } from './execution-list.js';
import type { ExportFormat } from './export.js';
import type { ReadAllDialogProps } from './read-all-dialog.js';
import { isSelected } from './selection.js';

const ColumnsDialog = dialogPart<{ readonly onClose: () => void }>(
  'Columns',
  async () => (await import('./columns-dialog.js')).ColumnsDialog,
);
const ReadAllDialog = dialogPart<ReadAllDialogProps>(
  'Reading all that match',
  async () => (await import('./read-all-dialog.js')).ReadAllDialog,
);

const FORMATS = ['csv', 'jsonl'] as const;

const TYPES: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv', jsonl: 'application/x-ndjson' };

/** What can be done with the list as a whole: columns, export, the same as a command. */
export function ListMenu({ list }: { readonly list: ExecutionList }) {
  const [isChoosing, setChoosing] = useState(false);
  const [reading, setReading] = useState<ExportFormat | undefined>(undefined);
  const { rows, nextPage } = list.state.value;
  const target = session.value?.target;
  const selected = rows.filter((row) => isSelected(list.selection.value, row));
  const exported = selected.length > 0 ? selected : rows;
  const what = `${counted(exported.length, selected.length > 0 ? 'selected row' : 'row')}${
    selected.length === 0 && nextPage !== undefined ? ' read so far' : ''
  }`;
  const save = async (format: ExportFormat, of: readonly ExecutionInfo[]) => {
    const name = `${list.domain}-executions.${format}`;
    const writer = await import('./export.js').catch(() => undefined);
    if (!writer) {
      toast(`${name} is not saved: a part of this page cannot be loaded. Reload the page.`, 'failed');
      return;
    }
    const { exportText, saveFile } = writer;
    saveFile(name, exportText(format, of, columnsNamed(chosenColumns.value)), TYPES[format]);
    toast(`Saved ${counted(of.length, 'row')} as ${name}, where the browser keeps downloads`);
  };
  const item = (id: string, format: ExportFormat, note: string, onSelect: () => void): MenuItem => ({
    id,
    title: (
      <>
        {format.toUpperCase()}
        <small>{note}</small>
      </>
    ),
    onSelect,
  });
  const hasRest = nextPage !== undefined && selected.length === 0;
  const exports = [
    ...FORMATS.map((format) => item(format, format, what, () => void save(format, exported))),
    ...(hasRest
      ? FORMATS.map((format) =>
          item(`all ${format}`, format, 'all that match; reads the rest first', () => setReading(format)),
        )
      : []),
  ];
  const { terms } = readFilterText(list.q);
  return (
    <>
      {target && (
        <CopyButton
          label="Copy as command"
          hasLabel="if-roomy"
          text={() => commandOf({ words: ['swf', 'list'], operands: terms.map(formatTerm) }, target, list.domain)}
        />
      )}
      <MenuButton label="Export" class="quiet" alignsEnd items={exports}>
        <Icon name="download" />
        <span class="roomy-word">Export</span>
      </MenuButton>
      <button type="button" class="quiet" aria-label="Columns" title="Columns" onClick={() => setChoosing(true)}>
        <Icon name="columns" />
        <span class="roomy-word">Columns</span>
      </button>
      {reading !== undefined && (
        <ReadAllDialog
          list={list}
          onDone={() => void save(reading, list.state.value.rows)}
          onClose={() => setReading(undefined)}
        />
      )}
      {isChoosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
    </>
  );
}
