import { readFileSync } from 'node:fs';

/** The line of source that an error points to by `<file>:<line>:<column>`; empty if it does not. */
export function sourceAt(at: string | undefined): string {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(at ?? '') ?? [];
  return file === undefined ? '' : (readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '');
}
