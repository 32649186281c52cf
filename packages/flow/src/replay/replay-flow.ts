import type { Decision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { answerOf } from '../decider/answer.js';
import { throwIfLeft } from '../decider/failure-policy.js';
import { runSettingsOf } from '../decider/flow-decider-options.js';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import type { PayloadCodec } from '../definitions/payload.js';
import type { InputDifference } from '../turns/differences.js';
import { type Execution, replay } from '../turns/execution.js';
import { outcomeOf, type RunOutcome } from '../turns/outcome.js';
import type { CheckInputs } from '../turns/run-settings.js';
import { type Waiting, waitingOf } from '../turns/waiting.js';
import { wholeHistory } from './whole-history.js';

/** How to replay a history. */
export interface ReplaySettings {
  /** Default: `'replace'`. */
  readonly guard?: 'replace' | 'off' | undefined;
  /** The codec of the program that decided them. Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
  /**
   * What happens to calls whose version, duration or input the history shows otherwise. Default:
   * `'warn'`.
   */
  readonly checkInputs?: CheckInputs | undefined;
  /** That of the decider that decided them. Default: 10,000. */
  readonly suggestContinueAsNewAt?: number | undefined;
}

/** The execution of a history, and how to replay it. */
export interface ReplayOptions extends ReplaySettings {
  /** Default: empty. Children's ids hold it unless they are given. */
  readonly workflowId?: string | undefined;
  /**
   * Default: empty. It seeds `random()`, and children's ids hold a hash of it. So do the ids of
   * questions, unless it is empty: then a question takes the answer of any run.
   */
  readonly runId?: string | undefined;
}

export const REPLAY_SETTINGS: OptionNames<ReplaySettings> = {
  guard: true,
  checkInputs: true,
  codec: true,
  suggestContinueAsNewAt: true,
};
const REPLAY_OPTIONS: OptionNames<ReplayOptions> = { ...REPLAY_SETTINGS, workflowId: true, runId: true };

/** What a replay found. */
export interface Replay {
  /** How many turns were played. */
  readonly turns: number;
  /** How many of them the history shows the decisions of: these were compared. */
  readonly compared: number;
  /** How the function ended; undefined if it has not. */
  readonly outcome: RunOutcome | undefined;
  /** What the task that is open, or comes next, is answered with; empty if nothing calls for one. */
  readonly decisions: readonly Decision[];
  /** What the workflow publishes at the end; undefined if it throws, which a decider logs. */
  readonly state: unknown;
  /** What the run waits for, each with the source line of its call. */
  readonly waiting: readonly Waiting[];
  /** The versions of changes that the run has, by change. */
  readonly versions: Readonly<Record<string, number>>;
  /** Calls whose version, duration or input the history shows otherwise. */
  readonly warnings: readonly InputDifference[];
}

/**
 * Replays a history on a workflow's code, and decides the task that is open, or else comes next if
 * something has happened for it: one that no decider has started, or that comes after a deferral.
 *
 * It throws what a decider would report, to leave the task to time out. An error that fails the run
 * is its outcome instead.
 *
 * @param history every event of the run, from the first one on.
 * @throws `NonDeterminismError` if the code calls for something else than the history shows;
 * `UnsupportedVersionError`, `ForeignAwaitError` and `StalledError` as a decider does;
 * what fails that task, if it looks like a bug: a `TypeError`, `ReferenceError`, `RangeError`,
 * `SyntaxError` or failed assertion, or several errors of which one is;
 * `InvalidArgumentError` for a history without its beginning
 *
 * @example
 * const dump = JSON.parse(await readFile('order-42.json', 'utf8')); // of `swf dump`
 * await replayFlow(order, History.from(dump), dump.workflowExecution);
 */
export async function replayFlow(
  definition: Implementation,
  history: Iterable<AnyEvent>,
  options: ReplayOptions = {},
): Promise<Replay> {
  const { options: workflow } = definedAs<WorkflowImplementation>('definition', definition, 'workflow');
  const given = checkOptions('options', options, REPLAY_OPTIONS);
  const { workflowId = '', runId = '' } = given;
  const { name, version } = workflow;
  const identity = { workflowId, runId, workflowType: { name, version } };
  const events = wholeHistory(history);
  const execution = await replay(workflow, identity, events, runSettingsOf(given));
  const { run } = execution;
  if (!run.isReplaying) throwIfLeft(run);
  const isOpen = run.outcome === undefined;
  // Source lines cost more than the replay: they are taken only for what will be shown.
  const traced = isOpen || run.differences.length > 0 ? execution.again({ isTraced: true }) : execution;
  if (traced !== execution) await traced.advance(events);
  return {
    turns: run.turn,
    compared: run.isReplaying ? run.turn : Math.max(0, run.turn - 1),
    outcome: outcomeOf(run),
    // What an earlier task held back waits for the next one.
    decisions: run.isReplaying ? [] : answerOf(execution).decisions,
    state: stateOf(execution),
    waiting: isOpen ? waitingOf(traced.run) : [],
    versions: Object.fromEntries(run.versions),
    warnings: traced.run.differences,
  };
}

function stateOf(execution: Execution): unknown {
  try {
    return execution.state;
  } catch {
    return undefined;
  }
}
