import type { WorkflowExecutionRef } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { Icon } from '../components/icon.js';
import { MenuButton } from '../components/menu-button.js';
import { toast } from '../components/toast.js';
import type { DownloadFormat } from '../worker/protocol.js';
import type { HistoryModel } from './history-model.js';

interface DownloadsProps {
  readonly model: HistoryModel;
  /** What the files are called, without an extension. */
  readonly name: string;
  /** The run; undefined for a file. */
  readonly execution?: WorkflowExecutionRef;
}

const FORMATS: readonly (readonly [format: DownloadFormat, title: string, extension: string])[] = [
  ['json', 'JSON', '.json'],
  ['redacted', 'JSON without payloads', '-redacted.json'],
  ['svg', 'Timeline as SVG', '.svg'],
];

/** Saves the history: the whole of it, without what people wrote, or as a picture. */
export function Downloads({ model, name, execution }: DownloadsProps) {
  const save = async (format: DownloadFormat, extension: string) => {
    try {
      saveAs(await model.ask('download', { format, execution }), `${fileName(name)}${extension}`);
    } catch (error) {
      toast(`The file could not be written: ${messageOf(error)}.`, 'failed');
    }
  };
  return (
    <MenuButton
      label="Download"
      alignsEnd
      items={FORMATS.map(([format, title, extension]) => ({
        id: format,
        title,
        onSelect: () => void save(format, extension),
      }))}
    >
      <Icon name="download" />
      Download
    </MenuButton>
  );
}

function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Ids may hold what means something in a path. */
function fileName(text: string): string {
  return (
    text
      .replaceAll(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 120) || 'history'
  );
}
