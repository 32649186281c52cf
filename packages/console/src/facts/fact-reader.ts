import {
  type ChildFact,
  type ChildRelation,
  type Facts,
  type PollerFact,
  relations,
  type TypeFact,
  why,
} from '@swf/explain';
import type { CompiledHistory, History, WorkflowExecutionRef } from '@swf/history';
import { ActivityType, TaskList, WorkflowType } from '@swf/models';
import { OperationNotPermittedError, RateLimitExceededError, UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkOptions, type OptionNames, REQUEST_OPTIONS } from '@swf/settings/wire';
import { together } from '../together.js';
import type { ChildRun } from './child-runs.js';
import { earlierSignals, mayWaitForSignal } from './earlier-signals.js';

/** Where facts come from. */
export interface FactSources extends RequestOptions {
  /** The domain of the runs. */
  readonly domain: { readonly name: string };
  /** Returns the present, by the clock of the service. */
  readonly now: () => Date;
  /** Returns who polls in the domain; undefined if that is not known. */
  readonly pollers?: (() => Promise<readonly PollerFact[] | undefined>) | undefined;
  /**
   * Is called for a fact that is left out because the caller may not read it, or is throttled.
   * Default: reading fails.
   */
  readonly onMissing?: ((error: Error) => void) | undefined;
}

const SOURCES: OptionNames<FactSources> = {
  ...REQUEST_OPTIONS,
  domain: true,
  now: true,
  pollers: true,
  onMissing: true,
};

type TypeKey = Pick<TypeFact, 'kind' | 'name' | 'version'>;

/**
 * Reads what `why` gets to know about open runs besides their histories: one request for each list
 * and type that they wait for, even if many runs wait for the same, and the signals of an earlier
 * run if a signal may be what they wait for.
 *
 * @example
 * const facts = new FactReader({ domain, now: () => new Date() });
 * const findings = why(history, await facts.read('order-42', history));
 */
export class FactReader {
  readonly #sources: FactSources;
  readonly #domain: FactSources['domain'];
  readonly #request: RequestOptions;
  readonly #answers = new Map<string, Promise<unknown>>();

  /** @throws `InvalidArgumentError` for an unknown source. */
  constructor(sources: FactSources) {
    const { domain, client, signal } = checkOptions('sources', sources, SOURCES);
    this.#sources = sources;
    this.#domain = domain;
    this.#request = { client, signal };
  }

  /**
   * Reads the facts about a run, for `why`.
   *
   * @param deep - The generations of open children whose findings are facts, too.
   */
  async read(workflowId: string, history: History, deep = 0): Promise<Facts> {
    const now = this.#sources.now();
    const state = history.validPrefix.compile();
    if (state.workflowExecution.closed) return { now };
    const pollers = await this.#pollers();
    return {
      now,
      pending: await this.#pending(state),
      types: await this.#types(typesOf(history, state)),
      ...(pollers && { pollers }),
      ...(mayWaitForSignal(history) && { signals: (await this.#signals(workflowId, state)) ?? [] }),
      children: deep > 0 ? await this.#children(workflowId, history, deep) : [],
    };
  }

  /**
   * Yields the run that a parent's history names for a child and, if the child has continued as new
   * since, its latest run: the parent gets no event about that.
   *
   * The runs in between are left out, unless listings lag. A child that has not started has none.
   *
   * @param parent - Without a run id, it must be open.
   * @throws `DoesNotExistError` if SWF does not know the domain.
   */
  async *childRuns(parent: WorkflowExecutionRef, child: ChildRelation): AsyncGenerator<ChildRun, void, void> {
    // Loaded on use: the facts about most runs are not about children.
    const { childRuns } = await import('./child-runs.js');
    yield* childRuns(this.#domain, parent, child, this.#request);
  }

  /** Returns the answer that was read before, or reads it; undefined if the fact is missing. */
  #once<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer | undefined> {
    const known = this.#answers.get(key) as Promise<Answer | undefined> | undefined;
    const answer = known ?? this.#orMissing(read);
    this.#answers.set(key, answer);
    return answer;
  }

  async #orMissing<Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> {
    const { onMissing } = this.#sources;
    try {
      return await read();
    } catch (error) {
      const isMissing = OperationNotPermittedError.is(error) || RateLimitExceededError.is(error);
      if (!isMissing || onMissing === undefined) throw error;
      onMissing(error);
      return undefined;
    }
  }

  async #pending({ activityTasks, pendingDecisionTask }: CompiledHistory): Promise<Facts['pending']> {
    const activity: Record<string, number> = {};
    const decision: Record<string, number> = {};
    for (const { taskList, startedEventId } of activityTasks.open()) {
      if (taskList === undefined || startedEventId !== 0 || Object.hasOwn(activity, taskList)) continue;
      const pending = await this.#once(`activity tasks of ${taskList}`, async () => {
        const { count } = await new TaskList(this.#domain, taskList).countPendingActivityTasks(this.#request);
        return count;
      });
      if (pending !== undefined) activity[taskList] = pending;
    }
    const taskList = pendingDecisionTask?.taskList;
    if (taskList !== undefined) {
      const pending = await this.#once(`decision tasks of ${taskList}`, async () => {
        const { count } = await new TaskList(this.#domain, taskList).countPendingDecisionTasks(this.#request);
        return count;
      });
      if (pending !== undefined) decision[taskList] = pending;
    }
    return { activity, decision };
  }

  #pollers(): Promise<readonly PollerFact[] | undefined> {
    return this.#once('pollers', async () => this.#sources.pollers?.());
  }

  #signals(workflowId: string, state: CompiledHistory): Promise<readonly string[] | undefined> {
    const { continuedExecutionRunId, workflowType } = state.workflowExecution;
    return this.#once(`signals ${JSON.stringify(continuedExecutionRunId ?? workflowType)}`, () =>
      earlierSignals(this.#domain, workflowId, state, this.#request),
    );
  }

  async #types(keys: readonly TypeKey[]): Promise<readonly TypeFact[]> {
    const types = await together(
      this.#request.signal,
      keys.map((key) => (signal) => this.#type(key, signal)),
    );
    return types.filter((type) => type !== undefined);
  }

  #type(key: TypeKey, signal: AbortSignal): Promise<TypeFact | undefined> {
    const { kind, name, version } = key;
    return this.#once(`${kind} type ${JSON.stringify([name, version])}`, async () => {
      const model = new (kind === 'activity' ? ActivityType : WorkflowType)(this.#domain, name, version);
      const request = { ...this.#request, signal };
      const known = await undefinedOn<ActivityType | WorkflowType>(UnknownInDomain, model.upstream(request));
      return { ...key, status: known?.status ?? 'MISSING', defaultTaskList: known?.defaultTaskList };
    });
  }

  /** The findings about open children, each by the history of its latest run. */
  async #children(workflowId: string, history: History, deep: number): Promise<readonly ChildFact[]> {
    const children: ChildFact[] = [];
    for (const child of relations(history).children) {
      if (!child.open) continue;
      let latest: History | undefined;
      for await (const run of this.childRuns({ workflowId }, child)) latest = run.history;
      if (latest === undefined) continue;
      const findings = why(latest, await this.read(child.workflowId, latest, deep - 1));
      children.push({ workflowId: child.workflowId, findings });
    }
    return children;
  }
}

/** The refusals of decisions that the state of a type explains. */
const REFUSALS: Readonly<Record<string, TypeFact['kind']>> = {
  ScheduleActivityTaskFailed: 'activity',
  StartChildWorkflowExecutionFailed: 'workflow',
};

interface NamedType {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** Returns the types that SWF refused decisions for, and those of tasks that nobody has started. */
function typesOf(history: History, state: CompiledHistory): readonly TypeKey[] {
  const types = new Map<string, TypeKey>();
  const add = (kind: TypeFact['kind'], { name, version }: NamedType = {}) => {
    if (name !== undefined && version !== undefined) types.set(`${kind} ${name}@${version}`, { kind, name, version });
  };
  for (const { name, attributes } of history.events) {
    const kind = REFUSALS[name];
    const { activityType, workflowType } = attributes as Readonly<Record<string, NamedType | undefined>>;
    if (kind !== undefined) add(kind, activityType ?? workflowType);
  }
  for (const { startedEventId, activityType } of state.activityTasks.open()) {
    if (startedEventId === 0) add('activity', activityType);
  }
  if (state.pendingDecisionTask && !state.startedDecisionTask) add('workflow', state.workflowExecution.workflowType);
  return [...types.values()];
}
