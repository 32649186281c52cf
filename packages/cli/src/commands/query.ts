import { usageError } from '../failures.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { note } from '../shell.js';
import { readQueries, removeQuery, saveQuery } from '../target/queries.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, filterText } from '../values/filter.js';

const VIEW: View = {
  fields: ['name', 'q'],
  columns: [
    { heading: 'NAME', value: ({ name }) => name },
    { heading: 'FILTER', value: ({ q }) => q },
  ],
  id: ['name'],
};

/** Lists the saved queries. */
export async function list({ shell, options }: Invocation<OutputOptions>): Promise<undefined> {
  const hasRows = await printRows(
    shell,
    options,
    VIEW,
    (await readQueries(shell.env)).map((query) => ({ ...query })),
  );
  if (!hasRows) await note(shell, 'no saved queries; save one: swf query save NAME TERM...\n');
}

/** Saves a filter under a name. */
export async function save({ shell, arguments: args }: Invocation): Promise<undefined> {
  const [name = '', ...terms] = args;
  if (name === '') throw usageError('the name of a query must not be empty');
  // A filter that cannot be used is refused now, not when it is needed.
  executionFilter(terms, {}, shell.now());
  await saveQuery(shell, { name, q: filterText(terms, {}) });
}

/** Removes a saved query. */
export async function remove({ shell, arguments: args }: Invocation): Promise<undefined> {
  await removeQuery(shell, args[0] ?? '');
}
