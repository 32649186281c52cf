import { useEffect } from 'preact/hooks';
import { toast } from '../components/toast.js';
import { getBlob } from '../data/api.js';
import { toProblemError } from '../data/problem-error.js';
import { session } from '../data/session.js';
import { openFiles } from './files.js';

let isRead = false;

/** Opens the files that the console was started with, once. */
export function useServedFiles(): void {
  const names = session.value?.files ?? [];
  useEffect(() => {
    if (isRead || names.length === 0) return;
    isRead = true;
    void readAll(names);
  }, [names]);
}

async function readAll(names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      openFiles([{ name, content: await getBlob('files', { name }) }]);
    } catch (error) {
      toast(`${name} could not be read: ${toProblemError(error).message}.`, 'failed');
    }
  }
}
