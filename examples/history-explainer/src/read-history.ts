import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { History } from '@swf/history';

/** Reads a dumped history from a file, or from standard input if the name is `-`. */
export async function readHistory(file: string): Promise<History> {
  const history = History.from(parse(file, file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')));
  if (history.length === 0) throw new Error(`${nameOf(file)} has no events`);
  const isNewestFirst = (history.first?.id ?? 0) > (history.last?.id ?? 0);
  return isNewestFirst ? history.reversed : history;
}

function parse(file: string, json: string) {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`${nameOf(file)} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
