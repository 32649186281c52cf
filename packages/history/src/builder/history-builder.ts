import { checkOptions, type OptionNames } from '@swf/settings/wire';
import { ExternalWorkflowExecutionEvents } from './external-workflow-execution-events.js';
import type { Given } from './given.js';
import { GIVEN_NAMES } from './given-names.js';

/** The start of a history. */
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
 * A writer of histories as SWF would write them, for tests of deciders.
 *
 * Each event type has a method, which appends the event, fills in the ids of earlier events, and
 * schedules a decision task when SWF would. Histories are the same on every run: the execution
 * starts at `startedAt`, and each transaction follows one second after the previous one. What SWF
 * would never write throws an `InvalidArgumentError`, `TransitionError` or
 * `InconsistentStateError`.
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
  /**
   * @throws `InvalidArgumentError` for an unknown option, and for a value that SWF would not write.
   */
  constructor(options: HistoryBuilderOptions = {}) {
    const { startedAt = new Date(FIRST_INSTANT), ...given } = checkOptions('options', options, HISTORY_BUILDER_OPTIONS);
    super(startedAt);
    this.trigger('WorkflowExecutionStarted', given);
  }
}
