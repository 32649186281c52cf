import { formatTerm } from '@swf/querysets/text';
import { useState } from 'preact/hooks';
import type { ExecutionInfo } from '../../../api/executions.js';
import { CopyButton } from '../../components/copy-button.js';
import { counted } from '../../components/format.js';
import { Icon } from '../../components/icon.js';
import { MenuButton } from '../../components/menu-button.js';
import { commandOf } from '../../data/command.js';
import { session } from '../../data/session.js';
import { readFilterText } from '../filter/filter-text.js';
import { chosenColumns, columnsNamed } from './columns.js';
import { ColumnsDialog } from './columns-dialog.js';
import type { ExecutionList } from './execution-list.js';
import { type ExportFormat, exportText, saveFile } from './export.js';
import { isSelected } from './selection.js';

const TYPES: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv', jsonl: 'application/x-ndjson' };

/** What can be done with the list as a whole: columns, export, the same as a command. */
export function ListMenu({ list }: { readonly list: ExecutionList }) {
  const [isChoosing, setChoosing] = useState(false);
  const { rows, nextPage } = list.state.value;
  const target = session.value?.target;
  const selected = rows.filter((row) => isSelected(list.selection.value, row));
  const exported = selected.length > 0 ? selected : rows;
  const what = `${counted(exported.length, selected.length > 0 ? 'selected row' : 'row')}${
    selected.length === 0 && nextPage !== undefined ? ' read so far' : ''
  }`;
  const save = (format: ExportFormat, of: readonly ExecutionInfo[]) =>
    saveFile(
      `${list.domain}-executions.${format}`,
      exportText(format, of, columnsNamed(chosenColumns.value)),
      TYPES[format],
    );
  const { terms } = readFilterText(list.q);
  return (
    <>
      {target && (
        <CopyButton
          label="Copy as command"
          text={() => commandOf(['swf', 'list', ...terms.map(formatTerm)], target, list.domain)}
        />
      )}
      <MenuButton
        label="Export"
        class="quiet square"
        alignsEnd
        items={(['csv', 'jsonl'] as const).map((format) => ({
          id: format,
          title: (
            <>
              {format.toUpperCase()}
              <small>{what}</small>
            </>
          ),
          onSelect: () => save(format, exported),
        }))}
      >
        <Icon name="download" />
      </MenuButton>
      <button type="button" class="quiet square" aria-label="Columns" title="Columns" onClick={() => setChoosing(true)}>
        <Icon name="columns" />
      </button>
      {isChoosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
    </>
  );
}
