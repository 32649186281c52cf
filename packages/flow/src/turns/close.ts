import type { AnyEvent } from '@swf/history';
import { causeOf, isThrottled } from '../calls/refusal.js';
import { afterThrottling, patientTimer } from '../calls/throttle.js';
import { DecisionFailedError } from '../errors/index.js';
import type { CallScope } from '../scopes/scope.js';
import type { Command } from './command.js';
import type { Run } from './run.js';

const FIRST_WAIT_IN_SECONDS = 60;
const LONGEST_WAIT_IN_SECONDS = 3600;

/** The close of a run: called for once its outcome stands, and again after SWF refused it. */
export class Close {
  readonly #root: CallScope;
  readonly #run: Run;
  readonly #decision: Command['decision'];
  readonly #what: string;
  #throttled = 0;
  #refused = 0;

  constructor(root: CallScope, decision: Command['decision']) {
    this.#root = root;
    this.#run = root.run;
    this.#decision = decision;
    this.#what = `the close of ${root.run.identity.workflowId}`;
  }

  /** Calls for the close at the end of a turn, unless that is done. */
  call(): void {
    if (this.#run.isCloseCalled) return;
    this.#run.isCloseCalled = true;
    const giveBack = this.#run.signals.lend(() => this.#computeInput());
    this.#warn();
    this.#run.call({ kind: 'close', id: '', what: this.#what, decision: this.#decision }, (event) => {
      giveBack();
      this.#onRefused(event);
    });
  }

  /** Computes the input of the next run, anew for each close: late signals are in it. */
  #computeInput(): void {
    const run = this.#run;
    const { outcome } = run;
    if (outcome?.kind !== 'continued') return;
    try {
      run.outcome = { ...outcome, input: this.#root.enter(outcome.compute) };
    } catch (error) {
      run.outcome = { kind: 'failed', error };
    }
  }

  #onRefused(event: AnyEvent): void {
    const run = this.#run;
    const cause = causeOf(event);
    this.#throttled = isThrottled(cause) ? this.#throttled + 1 : 0;
    const again = () => {
      run.isCloseCalled = false;
    };
    if (cause === 'UNHANDLED_DECISION') {
      // Something came meanwhile: this turn delivers it, and calls for the close at its end.
      again();
    } else if (isThrottled(cause)) {
      afterThrottling(run, this.#throttled, again);
    } else if (event.name === 'ContinueAsNewWorkflowExecutionFailed') {
      // No later try would find another type or other defaults. It may have been canceled
      // meanwhile.
      if (run.outcome?.kind === 'continued')
        run.outcome = { kind: 'failed', error: new DecisionFailedError(this.#what, cause, event.id) };
      again();
    } else {
      this.#refused += 1;
      if (!run.isReplaying) run.reports.push(new DecisionFailedError(this.#what, cause, event.id));
      const seconds = Math.min(LONGEST_WAIT_IN_SECONDS, FIRST_WAIT_IN_SECONDS * 2 ** (this.#refused - 1));
      const onRefused = () => void afterThrottling(run, this.#refused, again);
      patientTimer(run, `close.refused-${this.#refused}`, seconds, { onFired: again, onRefused });
    }
  }

  #warn(): void {
    const run = this.#run;
    const unread = Object.fromEntries(run.signals.unreadCounts);
    if (Object.keys(unread).length > 0) run.warn({ unread }, 'workflow ends with signals that nobody has read');
  }
}
