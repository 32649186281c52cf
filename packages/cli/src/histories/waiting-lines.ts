import type { WaitingFact } from '@swf/explain';
import type { History, WorkflowExecutionRef } from '@swf/history';
import { usageError } from '../failures.js';
import { visible } from '../output/untrusted.js';
import { note, type Shell, unlessInterrupted } from '../shell.js';
import { typeName } from '../views/execution.js';
import { noRunNamed } from './dump-file.js';
import { flowThrew } from './flow-threw.js';
import type { Source } from './source.js';
import { type FlowCode, type FlowDefinition, type FlowReplay, importUserCode } from './user-module.js';

/**
 * Replays a flow, and returns what it waits for with the source lines of the calls; says on stderr
 * why it cannot: then the run is explained by its history.
 */
export async function readWaitingLines(
  shell: Shell,
  module: string,
  { history, name, execution }: Source,
): Promise<readonly WaitingFact[] | undefined> {
  const code = await unlessInterrupted(shell.signal, importUserCode('--workflows', module));
  if (code.kind !== 'flow') throw usageError(`--workflows: ${module} must export definitions of @swf/flow`);
  if (definitionOf(code.definitions, history) === undefined) {
    await note(shell, `${visible(`--workflows: ${module} has no workflow ${whichOf(history)}`)}\n`);
    return undefined;
  }
  try {
    const { waiting } = await unlessInterrupted(shell.signal, replayOn(code, history, execution));
    return waiting;
  } catch (error) {
    if (shell.signal.aborted) throw error;
    const why = `--workflows: no source lines of ${name}, whose replay fails: ${flowThrew(error)}`;
    await note(shell, `${visible(why)}\n${execution ? '' : `${noRunNamed([name])}\n`}`);
    return undefined;
  }
}

/** Replays a history on the definition of its type. */
export function replayOn(
  { replay, definitions, settings }: FlowCode,
  history: History,
  execution: WorkflowExecutionRef | undefined,
): ReturnType<FlowReplay['replayFlow']> {
  const definition = definitionOf(definitions, history);
  if (definition === undefined) {
    const known = definitions.map(({ name, version }) => `${name}@${version}`).join(', ');
    throw usageError(`the module has no workflow ${whichOf(history)}`, `its workflows: ${known}`);
  }
  const { workflowId, runId } = execution ?? {};
  return replay.replayFlow(definition, history, { ...settings, workflowId, runId });
}

function definitionOf(definitions: readonly FlowDefinition[], history: History): object | undefined {
  const type = typeIn(history);
  return definitions.find(({ name, version }) => `${name}@${version}` === type)?.definition;
}

/** Returns the type of a run, as in `order@1.0`; undefined if its start is missing. */
function typeIn({ first }: History): string | undefined {
  return first?.is('WorkflowExecutionStarted') ? typeName(first.attributes.workflowType) : undefined;
}

function whichOf(history: History): string {
  const type = typeIn(history);
  return type === undefined ? 'for a history without its start' : `of type ${type}`;
}
