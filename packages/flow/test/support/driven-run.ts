import { DecisionTask } from '@swf/actors';
import { FlowDecider, type FlowDeciderOptions, type Implementation } from '@swf/flow';
import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { writeDecision } from '../../src/testing/write-decision.js';
import { type Answer, answerTo } from './decision-task.js';
import { happenings } from './happenings.js';
import type { World } from './random-calls.js';
import { refusalOf, write } from './refusals.js';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const TYPE = { name: 'any', version: '1.0' };
// A decider that stops answers at once, whatever it would wait for.
const STOPPING = AbortSignal.abort();
const EXECUTION = { workflowId: 'any-1', runId: 'any-run' };

/** Which runs a decider has in memory at the next task. */
const DECIDERS: Readonly<Record<string, Partial<FlowDeciderOptions>>> = {
  'kept in memory': {},
  'evicted at random': {},
  'evicted at every task': { residents: false },
  'kept in memory, and compared with a replay': { verify: 1 },
};

/** A decider that counts how often it had to replay. */
interface Subject {
  readonly name: string;
  readonly decider: FlowDecider;
  replays: number;
}

/**
 * One run that makes its way by random choices: in which order things happen, how many of them
 * between two tasks, which decisions SWF refuses, and which answers are lost. Several deciders
 * decide each task; the answer of the first one is carried out.
 */
export class DrivenRun {
  readonly #builder = new HistoryBuilder({ workflowType: TYPE, taskList: 'flows', taskStartToCloseTimeout: 60 });
  readonly #world: World;
  readonly #choose: () => number;
  readonly #subjects: readonly Subject[];
  /** Where their answers differ: the task, and what each of them answered. */
  readonly differences: { readonly startedEventId: number; readonly answers: readonly string[] }[] = [];
  #tasks = 0;
  #previousStartedEventId = 0;

  constructor(definition: Implementation, world: World, choose: () => number) {
    this.#world = world;
    this.#choose = choose;
    this.#subjects = Object.entries(DECIDERS).map(([name, options]) => ({
      name,
      decider: new FlowDecider({ name: 'flows' }, 'flows', {
        workflows: [definition],
        register: false,
        logger: QUIET,
        checkInputs: 'error',
        ...options,
      }),
      replays: 0,
    }));
  }

  get history(): History {
    return this.#builder.build();
  }

  get identity() {
    return EXECUTION;
  }

  /** How many tasks were decided, and how many of them by a replay, for each decider. */
  get counts(): Readonly<Record<string, number>> {
    return {
      tasks: this.#tasks,
      ...Object.fromEntries(this.#subjects.map(({ name, replays }) => [name, replays])),
    };
  }

  /** Goes on until the run has closed, or that many tasks were decided. */
  async drive(mostTasks: number): Promise<void> {
    while (!this.history.finished && this.#tasks < mostTasks) {
      for (let count = this.#choose() % 4; count > 0; count -= 1) this.#happen();
      if (this.history.compile().pendingDecisionTask === undefined) this.#happen();
      if (this.history.compile().pendingDecisionTask !== undefined) await this.#decide();
    }
  }

  #happen(): void {
    const possible = happenings(this.#builder, this.#choose);
    possible[this.#choose() % possible.length]?.();
  }

  async #decide(): Promise<void> {
    const builder = this.#builder.decisionTaskStarted();
    const { length: startedEventId } = this.history;
    const [answer] = await this.#answers(startedEventId);
    for (let count = this.#choose() % 3; count > 1; count -= 1) this.#happen();
    // The answer is lost.
    if (this.#choose() % 12 === 0) {
      builder.decisionTaskTimedOut();
      return;
    }
    const { decisions = [], executionContext } = answer ?? {};
    const before = this.history.compile();
    builder.decisionTaskCompleted(executionContext === undefined ? {} : { executionContext });
    for (const decision of decisions) {
      const refusal = refusalOf(decision, before, this.#choose);
      if (refusal === undefined) writeDecision(builder, decision);
      else write(builder, decision, refusal);
    }
    this.#previousStartedEventId = startedEventId;
  }

  async #answers(startedEventId: number): Promise<readonly Answer[]> {
    this.#tasks += 1;
    const answers: Answer[] = [];
    for (const subject of this.#subjects) {
      if (subject.name === 'evicted at random' && this.#choose() % 2 === 0) subject.decider.evict();
      this.#world.begin(startedEventId);
      const task = this.#taskOf(subject, startedEventId);
      answers.push(await answerTo(subject.decider, task, STOPPING));
    }
    const pictures = answers.map(pictureOf);
    if (new Set(pictures).size > 1) this.differences.push({ startedEventId, answers: pictures });
    return answers;
  }

  #taskOf(subject: Subject, startedEventId: number): DecisionTask {
    const { events } = this.history.toJSON();
    const previousStartedEventId = this.#previousStartedEventId;
    return new DecisionTask({ name: 'flows' }, 'flows', {
      taskToken: 'token',
      workflowExecution: EXECUTION,
      workflowType: TYPE,
      history: History.from(events.slice(previousStartedEventId), { previousStartedEventId }),
      startedEventId,
      loadHistory: async () => {
        subject.replays += 1;
        return History.from(events, { previousStartedEventId });
      },
    });
  }
}

/** What an answer sends, without the stacks of errors. */
function pictureOf({ decisions, executionContext }: Answer): string {
  const sent = decisions.map(({ type, attributes }) => {
    const { details, ...others } = attributes as { readonly details?: unknown };
    return type === 'FailWorkflowExecution' ? [type, others] : [type, attributes];
  });
  return JSON.stringify([sent, executionContext]);
}
