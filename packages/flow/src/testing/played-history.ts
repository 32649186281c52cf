import type { Decision } from '@swf/decisions';
import type { HistoryBuilder } from '@swf/history/builder';
import { InvalidArgumentError } from '@swf/settings/errors';
import { answerOf } from '../decider/answer.js';
import { throwIfLeft } from '../decider/failure-policy.js';
import type { WorkflowImplementation } from '../definitions/implementation.js';
import { HELD_TIMER_PREFIX } from '../turns/engine-names.js';
import { Execution } from '../turns/execution.js';
import type { Run, RunIdentity } from '../turns/run.js';
import { verify } from '../turns/verify.js';
import { warnOfRejections } from './unhandled.js';
import { writeDecision, writeDelivery } from './write-decision.js';

/** The history of a played run, and the decider that goes on with it. */
export class PlayedHistory {
  readonly builder: HistoryBuilder;
  readonly #execution: Execution;
  /** How many events the run has seen. */
  #seen = 0;
  #isHeld = false;
  #decisions: Decision[] = [];

  constructor(builder: HistoryBuilder, workflow: WorkflowImplementation, identity: RunIdentity) {
    this.builder = builder;
    this.#execution = new Execution(workflow, identity, { isGuarded: true });
  }

  get run(): Run {
    return this.#execution.run;
  }

  /** The decisions since the latest step began. */
  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  /** Writes what happened, and decides until no decision task is left. */
  async step(write: (builder: HistoryBuilder) => void): Promise<void> {
    write(this.builder);
    if (!this.#isHeld) await this.#decideAll();
  }

  /** Lets several things happen before the next decision task. */
  async together(happen: () => Promise<unknown>): Promise<void> {
    this.#isHeld = true;
    try {
      await happen();
    } finally {
      this.#isHeld = false;
    }
    await this.#decideAll();
  }

  async #decideAll(): Promise<void> {
    this.#decisions = [];
    while (this.builder.build().compile().pendingDecisionTask !== undefined) await this.#decide();
  }

  /** Fires a timer, or the one that is due first, when it is due. */
  fire(timerId: string | undefined): void {
    const history = this.builder.build();
    const open = [...history.compile().timers].filter(({ state }) => state === 'started');
    const due = open
      .filter((timer) => timerId === undefined || timer.timerId === timerId)
      .sort((one, other) => (one.firesAt?.getTime() ?? 0) - (other.firesAt?.getTime() ?? 0))[0];
    if (due === undefined) {
      const ids = open.map((timer) => timer.timerId).join(', ') || 'none';
      throw new InvalidArgumentError(`timer ${timerId ?? ''} must be open; open are: ${ids}`.replace('  ', ' '));
    }
    const wait = ((due.firesAt?.getTime() ?? 0) - (history.last?.timestamp.getTime() ?? 0)) / 1000;
    // The builder itself lets a second pass between two events.
    if (wait > 1) this.builder.advance({ seconds: Math.ceil(wait) - 1 });
    this.builder.timerFired(due.timerId);
  }

  async #decide(): Promise<void> {
    const { builder, run } = this;
    const history = builder.decisionTaskStarted().build();
    await this.#execution.advance(history.slice(this.#seen));
    this.#seen = history.length;
    await verify(this.#execution, history);
    throwIfLeft(run);
    const { decisions, executionContext } = answerOf(this.#execution);
    builder.decisionTaskCompleted(executionContext === undefined ? {} : { executionContext });
    for (const decision of decisions) writeDecision(builder, decision);
    if (!run.isCloseCalled) for (const decision of decisions) writeDelivery(builder, decision);
    for (const decision of decisions) {
      if (decision.type !== 'StartTimer') continue;
      const { timerId } = decision.attributes;
      if (timerId.startsWith(HELD_TIMER_PREFIX)) builder.timerFired(timerId);
    }
    this.#decisions.push(...decisions);
    warnOfRejections(run);
  }
}
