import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { ExternalWorkflowExecutionEvents } from './external-workflow-execution-events.js';
import type { Given } from './given.js';
import { GIVEN_NAMES } from './given-names.js';

/** What a history begins with. */
export interface HistoryBuilderOptions extends Given<'WorkflowExecutionStarted'> {
  /** When the execution starts. Default: 2020-01-01T00:00:00Z. */
  readonly startedAt?: Date | undefined;
}

const HISTORY_BUILDER_OPTIONS: OptionNames<HistoryBuilderOptions> = {
  ...GIVEN_NAMES.WorkflowExecutionStarted,
  startedAt: true,
};

const FIRST_INSTANT = '2020-01-01T00:00:00Z';

/**
 * Writes histories as SWF would, for tests of deciders. It has a method for each event type, which appends that event, fills in the ids of the
 * events it refers to, and schedules a decision task where SWF would.
 *
 * Times and ids are the same on every run: the execution starts at `startedAt`, and each transaction comes a second after the one before.
 * What SWF would never write is refused with `InvalidArgumentError`, `TransitionError` or `InconsistentStateError`.
 *
 * @example
 * const history = new HistoryBuilder({ input: { sku: 'A1' } })
 *   .decisionTask()
 *   .activityTaskScheduled('charge-1')
 *   .activityTaskStarted('charge-1')
 *   .activityTaskFailed('charge-1', { reason: 'card declined' })
 *   .build();
 */
export class HistoryBuilder extends ExternalWorkflowExecutionEvents {
  /** Throws `InvalidArgumentError` for options that are none: a `startedAt` that is no instant, a payload that is too long. */
  constructor(options: HistoryBuilderOptions = {}) {
    const { startedAt = new Date(FIRST_INSTANT), ...given } = checkOptions('options', options, HISTORY_BUILDER_OPTIONS);
    super(startedAt);
    this.trigger('WorkflowExecutionStarted', given);
  }
}
