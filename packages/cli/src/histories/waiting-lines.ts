import type { WaitingFact } from '@swf/explain';
import type { History } from '@swf/history';
import { usageError } from '../failures.js';
import { type FlowDefinition, type FlowReplay, importUserCode } from './user-module.js';

/** Replays a flow, and returns what it waits for with the source lines of the calls. */
export async function readWaitingLines(
  module: string,
  history: History,
  workflowId: string,
): Promise<readonly WaitingFact[]> {
  const code = await importUserCode('--workflows', module);
  if (code.kind !== 'flow') throw usageError(`--workflows: ${module} must export definitions of @swf/flow`);
  const { waiting } = await replayOn(code.replay, code.definitions, history, { workflowId });
  return waiting;
}

/** Replays a history on the definition of its type. */
export function replayOn(
  replay: FlowReplay,
  definitions: readonly FlowDefinition[],
  history: History,
  options: object,
): ReturnType<FlowReplay['replayFlow']> {
  const [started] = history.events;
  const { name, version } = (started?.is('WorkflowExecutionStarted') && started.attributes.workflowType) || {};
  const definition = definitions.find((each) => each.name === name && each.version === version)?.definition;
  if (definition === undefined) throw usageError(`the module has no workflow of type ${name}@${version}`);
  return replay.replayFlow(definition, history, options);
}
