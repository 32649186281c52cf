import { existsSync } from 'node:fs';
import { compareHistories, isRedacted } from '@swf/explain';
import type { History } from '@swf/history';
import { UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note } from '../shell.js';
import type { Invocation } from '../tree/command.js';

type DiffOptions = Omit<SourceOptions, 'run' | 'file'> & OutputOptions;

const VIEW: View = {
  fields: ['type', 'id', 'attempt', 'field', 'a', 'b'],
  columns: [
    { heading: 'TYPE', value: ({ type }) => type },
    { heading: 'ID', value: ({ id }) => id },
    { heading: 'ATTEMPT', value: ({ attempt }) => attempt },
    { heading: 'FIELD', value: ({ field }) => field },
    { heading: 'A', value: ({ a }) => a ?? '-' },
    { heading: 'B', value: ({ b }) => b ?? '-' },
  ],
  id: ['type', 'id', 'attempt', 'field'],
};

/** Compares two histories by entities, not by lines; exit code 8 if they differ. */
export async function diff({ shell, arguments: args, options }: Invocation<DiffOptions>): Promise<number | undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const histories: History[] = [];
  for (const text of args) {
    const isFile = existsSync(text);
    const source = isFile
      ? await readSource(shell, undefined, { ...options, file: text })
      : await undefinedOn(UnknownInDomain, readSource(shell, text, options));
    if (source === undefined) {
      throw new CommandError(`there is neither a file nor an execution "${text}"`, { exitCode: EXIT.notFound });
    }
    histories.push(source.history);
    if (isRedacted(source.history)) {
      await note(shell, `${visible(text)} is redacted: its texts are compared by their lengths\n`);
    }
  }
  const [a, b] = histories;
  const differences = a && b ? compareHistories(a, b) : [];
  if (differences.length === 0) await note(shell, 'no differences\n');
  if (differences.length > 0 || options.output !== 'table')
    await printRows(shell, options, VIEW, differences as unknown as readonly Row[]);
  return differences.length > 0 ? EXIT.checkFailed : undefined;
}
