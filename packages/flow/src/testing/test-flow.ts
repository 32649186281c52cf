import type { ActivityWorker, ActorOptions } from '@swf/actors';
import { Actor } from '@swf/actors';
import { type History, HistoryQuerySet } from '@swf/history';
import type { Duration, LambdaFunction, LocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { type Client, checkOptions, type OptionNames } from '@swf/settings/wire';
import { type ResultOptions, resultOf } from '../client/result.js';
import type { Run, StartRunSettings } from '../client/run.js';
import { FlowDecider } from '../decider/flow-decider.js';
import type { FlowDeciderOptions } from '../decider/flow-decider-options.js';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import type { PayloadCodec } from '../definitions/payload.js';
import type { Passing, Wire } from '../definitions/wire.js';
import { withDefaults } from '../definitions/with-defaults.js';
import type { StateOf, WorkflowDefinition } from '../definitions/workflow.js';
import { flowWorker } from '../worker/flow-worker.js';
import { SkippingClock } from './skipping-clock.js';
import { Standstill } from './standstill.js';
import { QUIET } from './unhandled.js';

/** What runs in a test environment. */
export interface TestFlowOptions {
  readonly workflows: readonly Implementation[];
  /**
   * Activities and what performs them: `implement(...)` or `mock(...)`. Calls of any other reject,
   * and name it.
   */
  readonly activities?: readonly Implementation[] | undefined;
  /** Functions in the place of Lambda functions, by name. */
  readonly lambdaFunctions?: Readonly<Record<string, LambdaFunction>> | undefined;
  /** The codec of deciders, workers and runs. Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
  /** Further options of the deciders. `verify` is 1. */
  readonly decider?: Partial<Omit<FlowDeciderOptions, 'workflows' | 'client'>> | undefined;
  /**
   * Where deciders and workers log. Default: nowhere; what they report rejects the results that are
   * awaited, and rejections that nobody handled are warnings of the process.
   */
  readonly logger?: ActorOptions['logger'];
}

const TEST_FLOW_OPTIONS: OptionNames<TestFlowOptions> = {
  workflows: true,
  activities: true,
  lambdaFunctions: true,
  codec: true,
  decider: true,
  logger: true,
};

/** How an execution is started in a test; the workflow id is made up unless it is given. */
export type TestStartOptions = Partial<Omit<StartRunSettings, 'client'>>;

const LOOK_IN_SECONDS = 0.02;
const TASK_LIST = 'flows';
const ACTIVITY_TASK_LIST = 'activities';

/**
 * Workflows and activities on an embedded service, whose time passes only while a result is awaited
 * or by `advance`.
 */
export class TestEnvironment implements AsyncDisposable {
  readonly domain: Domain;
  readonly client: Client;
  /** What deciders and workers reported; the first of it also rejects every result. */
  readonly errors: unknown[] = [];
  readonly #service: LocalService;
  readonly #clock: SkippingClock;
  readonly #deciders: readonly FlowDecider[];
  readonly #actors: readonly (FlowDecider | ActivityWorker)[];
  readonly #failures = new Set<(error: unknown) => void>();
  readonly #codec: PayloadCodec | undefined;
  readonly #standstill: Standstill;
  #started = 0;

  constructor(
    service: LocalService,
    clock: SkippingClock,
    domain: Domain,
    { client, codec }: { readonly client: Client; readonly codec: PayloadCodec | undefined },
    deciders: readonly FlowDecider[],
    workers: readonly ActivityWorker[],
  ) {
    this.#service = service;
    this.#clock = clock;
    this.domain = domain;
    this.client = client;
    this.#codec = codec;
    this.#deciders = deciders;
    this.#standstill = new Standstill(clock, domain, client, { deciders, workers });
    this.#actors = [...deciders, ...workers];
    for (const actor of this.#actors) actor.on('error', (error) => this.#report(error));
  }

  /** Starts an execution and waits for its result; time passes by itself meanwhile. */
  async run<Input, Result>(
    definition: WorkflowDefinition<Input, Result>,
    ...input: Passing<Input, TestStartOptions>
  ): Promise<Wire<Result>> {
    const run = await this.start(definition, ...input);
    return run.result();
  }

  /**
   * Starts an execution, to be signaled, answered or awaited. Time stands still until its result
   * is awaited: an execution that then waits for a signal skips to its own timeout.
   */
  async start<Input, Result, Definition>(
    definition: Definition & WorkflowDefinition<Input, Result>,
    ...[input, options]: Passing<Input, TestStartOptions>
  ): Promise<Run<Wire<Result>, StateOf<Definition>>> {
    const { client } = this;
    const { options: workflow } = definedAs<WorkflowImplementation>('definition', definition, 'workflow');
    const taskList = workflow.options.taskList ?? TASK_LIST;
    const workflowId = `${workflow.name}-${++this.#started}`;
    const defaults = { taskList, workflowId, codec: this.#codec };
    const startOptions = { ...withDefaults<object>(options ?? {}, defaults), client, input } as never;
    const run = (await definition.start(this.domain, startOptions)) as Run<Wire<Result>, StateOf<Definition>>;
    const codecs = { codec: this.#codec, ownCodec: workflow.options.codec };
    return {
      ...run,
      // As `run.result()`, but it looks more often than a client may.
      result: (given) =>
        this.#awaited(given, (request) => resultOf<Wire<Result>>(run.execution, codecs, request, LOOK_IN_SECONDS)),
    };
  }

  /** Lets time pass; what is due happens in order. */
  advance(duration: Duration): Promise<void> {
    return this.#clock.clock.advance(duration);
  }

  /** Drops the runs that deciders keep in memory: their next tasks replay them. */
  evict(): void {
    for (const decider of this.#deciders) decider.evict();
  }

  /** The history so far of an execution: of the run that is named, or else the latest. */
  async history({ execution }: Run<unknown>): Promise<History> {
    const { client } = this;
    const { workflowId, runId = '' } = execution.runId === undefined ? await execution.upstream({ client }) : execution;
    return new HistoryQuerySet(this.domain).get({ workflowId, runId }, { client });
  }

  /**
   * Stops the actors, gives up what they perform, and closes the service. Results that are still
   * awaited reject.
   */
  async close(): Promise<void> {
    const closed = new InvalidArgumentError('result() must settle before its test environment closes');
    for (const fail of this.#failures) fail(closed);
    await Promise.all(this.#actors.map((actor) => actor.stop({ polls: 'abort', graceInSeconds: 0 })));
    await this.#service.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Waits for a result until something is reported; then it is looked for no longer. */
  async #awaited<Value>(given: ResultOptions = {}, result: (request: ResultOptions) => Promise<Value>): Promise<Value> {
    if (this.errors.length > 0) throw this.errors[0];
    const failed = new AbortController();
    const fail = (error: unknown) => failed.abort(error);
    this.#failures.add(fail);
    this.#clock.awaited += 1;
    this.#clock.look();
    this.#standstill.moved();
    const { client = this.client, maxWaitTime, signal } = given;
    const send = (...request: readonly unknown[]) => {
      this.#clock.look();
      this.#standstill.look({ isUnlimited: maxWaitTime !== undefined, reject: fail }).catch(fail);
      return Reflect.apply(client.send, client, request) as unknown;
    };
    const signals = signal === undefined ? [failed.signal] : [failed.signal, signal];
    try {
      return await result({ ...given, client: { send } as Client, signal: AbortSignal.any(signals) });
    } finally {
      this.#clock.awaited -= 1;
      this.#failures.delete(fail);
    }
  }

  #report(error: unknown): void {
    this.errors.push(error);
    for (const fail of this.#failures) fail(error);
  }
}

/**
 * Runs workflows and activities on `@swf/local`, in this process, on a virtual clock.
 *
 * @example
 * const charged = mock(charge, async () => ({ id: '1' }));
 * await using env = await testFlow({ workflows: [order], activities: [charged] });
 * expect(await env.run(order, { total: 3 })).toEqual({ id: '1', by: 'nobody' });
 */
export async function testFlow(options: TestFlowOptions): Promise<TestEnvironment> {
  const {
    workflows,
    activities = [],
    lambdaFunctions,
    codec,
    decider,
    logger = QUIET,
  } = checkOptions('options', options, TEST_FLOW_OPTIONS);
  const { createLocalService, VirtualClock: LocalClock } = await import('@swf/local');
  const clock = new SkippingClock(new LocalClock({ autoSkip: true }));
  const service = createLocalService({ clock, lambda: { functions: lambdaFunctions } });
  const client = service.client();
  const domain = new Domain('flow-tests', { retentionPeriodInDays: 90 });
  await domain.save({ client });
  const shared = { client, logger, codec };
  const deciders = [...byTaskList(workflows, 'workflow', TASK_LIST)].map(
    ([taskList, listed]) =>
      new FlowDecider(domain, taskList, { verify: 1, ...shared, ...decider, client, workflows: listed }),
  );
  const workers = [...byTaskList(activities, 'implementation', ACTIVITY_TASK_LIST)].map(([taskList, listed]) =>
    flowWorker(domain, taskList, listed, shared),
  );
  const environment = new TestEnvironment(service, clock, domain, { client, codec }, deciders, workers);
  await Actor.run(...deciders, ...workers);
  return environment;
}

/** Groups implementations by the task list that their definitions name. */
function byTaskList(
  implementations: readonly Implementation[],
  kind: 'workflow' | 'implementation',
  defaultTaskList: string,
): Map<string, Implementation[]> {
  const lists = new Map<string, Implementation[]>();
  for (const each of implementations) {
    const { options } = definedAs<{ readonly options: { readonly taskList?: string } }>(kind, each, kind);
    const { taskList = defaultTaskList } = options.options;
    lists.set(taskList, [...(lists.get(taskList) ?? []), each]);
  }
  return lists;
}
