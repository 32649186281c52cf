import { type Explanation, explain as explanationOf, formatExplanation } from '@swf/explain';
import type { AnyEvent, History } from '@swf/history';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import { eventRow } from '../views/event.js';

/** The kinds of entities, as a compiled history calls them. */
const KINDS = [
  'decisionTasks',
  'activityTasks',
  'lambdaFunctions',
  'timers',
  'childWorkflowExecutions',
  'signals',
  'externalWorkflowExecutions',
  'markers',
] as const;

const VIEW: View = {
  fields: ['workflowExecution', ...KINDS, 'failedDecisions', 'events', 'explained', 'violations'],
  columns: [],
  id: ['events'],
};

/** Explains a whole run: sections of text, or data for programs. */
export async function explain({
  shell,
  arguments: args,
  options,
}: Invocation<SourceOptions & OutputOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const { history } = await readSource(shell, args[0], options);
  const explanation = explanationOf(history);
  if (options.output !== 'table' || options.fields !== undefined) {
    await printRow(shell, options, VIEW, dataOf(history, explanation));
    return;
  }
  const lines = formatExplanation(explanation).trimEnd().split('\n');
  await write(shell.stdout, `${lines.map(visible).join('\n')}\n`);
}

/**
 * Returns what the sections are made of: each attempt of everything, with the ids of its events.
 */
function dataOf(history: History, { events, explained, violations }: Explanation): Row {
  const state = history.validPrefix.compile();
  return {
    workflowExecution: entityData(state.workflowExecution),
    ...Object.fromEntries(KINDS.map((kind) => [kind, state[kind].all().map(entityData)])),
    failedDecisions: state.failedDecisions.map(eventRow),
    events,
    explained,
    violations,
  };
}

function entityData({ events, ...members }: { readonly events: readonly AnyEvent[] }): Row {
  return { ...members, eventIds: events.map(({ id }) => id) };
}
