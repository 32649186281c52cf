import type { History } from '@swf/history';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import { readDump } from '../histories/dump-file.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { Failures } from '../report.js';
import { note } from '../shell.js';
import type { Invocation } from '../tree/command.js';

const VIEW: View = {
  fields: ['file', 'kind', 'eventIds', 'message'],
  columns: [
    { heading: 'FILE', value: ({ file }) => file },
    { heading: 'EVENTS', value: ({ eventIds }) => eventIds },
    { heading: 'VIOLATION', value: ({ message }) => message },
  ],
  id: ['file', 'eventIds'],
};

/** Checks dumped histories against SWF's rules; exit code 8 if one breaks them. */
export async function verify({
  shell,
  arguments: files,
  options,
}: Invocation<OutputOptions>): Promise<number | undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const rows: Row[] = [];
  const failures = new Failures(shell);
  for (const file of files) {
    const dump = await failures.undefinedOn(CommandError, readDump(shell, file));
    if (dump === undefined) continue;
    const { history } = dump;
    const violations = history.verify();
    if (violations.length === 0) await note(shell, `${visible(summary(file, history))}\n`);
    for (const violation of violations) rows.push({ file, ...violation });
  }
  if (rows.length > 0 || options.output !== 'table') await printRows(shell, options, VIEW, rows);
  return rows.length > 0 ? EXIT.checkFailed : failures.exitCode;
}

/**
 * A dump that was cut short looks like a run in progress, and a misspelled type like a new one of
 * SWF's.
 */
function summary(file: string, history: History): string {
  const { state, open } = history.compile().workflowExecution;
  const unknown = history.events.flatMap(({ type, name }) => (type === 'Unknown' ? [name] : []));
  return [
    `${file}: ${history.length} events, no violations`,
    open ? 'open at its last event' : state.replaceAll('_', ' '),
    ...(unknown.length > 0 ? [`unknown event types: ${[...new Set(unknown)].join(', ')}`] : []),
  ].join(' · ');
}
