import type { Decision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { answerOf } from '../decider/answer.js';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import { replay } from '../turns/execution.js';
import { outcomeOf, type RunOutcome } from '../turns/outcome.js';

/** Which execution a history is of, and how it is replayed. */
export interface ReplayOptions {
  /** Default: empty. Children's ids hold it unless they are given. */
  readonly workflowId?: string | undefined;
  /** Default: empty. It seeds `random()`, and children's ids hold a hash of it. */
  readonly runId?: string | undefined;
  /** Default: `'replace'`. */
  readonly guard?: 'replace' | 'off' | undefined;
}

const REPLAY_OPTIONS: OptionNames<ReplayOptions> = { workflowId: true, runId: true, guard: true };

/** What a replay found. */
export interface Replay {
  /** How many turns were played. */
  readonly turns: number;
  /** What the open decision task is answered with; empty if none is open. */
  readonly decisions: readonly Decision[];
  /** How the function ended, if it has. */
  readonly outcome: RunOutcome | undefined;
}

/**
 * Replays a history on a workflow's code, and decides its open task.
 *
 * @throws `NonDeterminismError` if the code calls for something else than the history shows
 *
 * @example
 * await replayFlow(order, History.from(JSON.parse(await readFile('order-42.json', 'utf8'))));
 */
export async function replayFlow(
  definition: Implementation,
  history: Iterable<AnyEvent>,
  options: ReplayOptions = {},
): Promise<Replay> {
  const { options: workflow } = definedAs<WorkflowImplementation>('definition', definition, 'workflow');
  const { workflowId = '', runId = '', guard = 'replace' } = checkOptions('options', options, REPLAY_OPTIONS);
  const { name, version } = workflow;
  const identity = { workflowId, runId, workflowType: { name, version } };
  const execution = await replay(workflow, identity, history, { isGuarded: guard === 'replace' });
  return {
    turns: execution.run.turn,
    decisions: answerOf(execution.run, execution.playedStartedEventId),
    outcome: outcomeOf(execution.run),
  };
}
