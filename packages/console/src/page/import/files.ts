import { signal } from '@preact/signals';
import { messageOf } from '@swf/settings/errors';
import { HistoryModel } from '../execution/history-model.js';
import { historyWorker } from '../worker/client.js';

/** A file that was opened: its history, or why it has none. */
export interface OpenFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly model: HistoryModel;
}

/** The files of this page. They are forgotten with it, and sent nowhere. */
export const files = signal<readonly OpenFile[]>([]);

let opened = 0;

/** Opens files in the order given. What cannot be read is listed with the reason. */
export function openFiles(chosen: readonly { readonly name: string; readonly content: Blob }[]): readonly OpenFile[] {
  const added = chosen.map(({ name, content }): OpenFile => {
    opened += 1;
    const model = new HistoryModel(historyWorker(), `file ${opened}`, false);
    model.read(content).catch((error: unknown) => {
      model.error.value = messageOf(error);
    });
    return { id: String(opened), name, size: content.size, model };
  });
  files.value = [...files.peek(), ...added];
  return added;
}

/** Closes a file. */
export function closeFile({ id, model }: OpenFile): void {
  model.close();
  files.value = files.peek().filter((each) => each.id !== id);
}
