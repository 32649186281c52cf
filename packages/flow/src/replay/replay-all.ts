import type { AnyEvent } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions } from '@swf/settings/wire';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import { REPLAY_SETTINGS, type Replay, type ReplaySettings, replayFlow } from './replay-flow.js';
import { wholeHistory } from './whole-history.js';

/** An execution and its history. */
export interface RecordedExecution {
  readonly execution: { readonly workflowId: string; readonly runId?: string | undefined };
  readonly history: Iterable<AnyEvent>;
}

/** What the replay of one of many histories found, or why it failed. */
export type ReplayedExecution = { readonly execution: RecordedExecution['execution'] } & (
  | (Replay & { readonly error?: undefined })
  | { readonly error: unknown }
);

/**
 * Replays histories on the workflows of their types, one after the other, as they come. What
 * `replayFlow` would throw is the `error` of its history.
 *
 * @example
 * for await (const { execution, error } of replayAll([order, refund], histories)) {
 *   if (error !== undefined) console.error(execution.workflowId, error);
 * }
 */
export async function* replayAll(
  workflows: readonly Implementation[],
  histories: Iterable<RecordedExecution> | AsyncIterable<RecordedExecution>,
  options: ReplaySettings = {},
): AsyncGenerator<ReplayedExecution, void, void> {
  const settings = checkOptions('options', options, REPLAY_SETTINGS);
  const byType = new Map<string, Implementation>();
  for (const [index, each] of workflows.entries()) {
    const { name, version } = definedAs<WorkflowImplementation>(`workflows[${index}]`, each, 'workflow');
    byType.set(`${name}@${version}`, each);
  }
  for await (const { execution, history } of histories) {
    const { workflowId, runId } = execution;
    const replaying = async () => {
      const events = wholeHistory(history);
      return replayFlow(workflowOf(byType, events), events, { ...settings, workflowId, runId });
    };
    yield { execution, ...(await replaying().catch((error: unknown) => ({ error }))) };
  }
}

function workflowOf(byType: ReadonlyMap<string, Implementation>, [first]: readonly AnyEvent[]): Implementation {
  const { name, version } = (first?.is('WorkflowExecutionStarted') && first.attributes.workflowType) || {};
  const workflow = byType.get(`${name}@${version}`);
  if (workflow !== undefined) return workflow;
  const known = [...byType.keys()].join(', ');
  throw new InvalidArgumentError(`workflow type must be one of ${known}, got ${name}@${version}`);
}
