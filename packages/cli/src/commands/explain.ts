import { explain as explanationOf, formatExplanation } from '@swf/explain';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRow, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

const VIEW: View = {
  fields: ['sections', 'events', 'explained', 'violations'],
  columns: [{ heading: 'EVENTS', value: ({ events }) => events }],
  id: ['events'],
};

/** Explains a whole run, section by section. */
export async function explain({
  shell,
  arguments: args,
  options,
}: Invocation<SourceOptions & OutputOptions>): Promise<undefined> {
  const { history } = await readSource(shell, args[0], options);
  const explanation = explanationOf(history);
  if (options.output !== 'table' || options.fields !== undefined) {
    await printRow(shell, options, VIEW, explanation as unknown as Row);
    return;
  }
  const lines = formatExplanation(explanation).trimEnd().split('\n');
  await write(shell.stdout, `${lines.map(visible).join('\n')}\n`);
}
