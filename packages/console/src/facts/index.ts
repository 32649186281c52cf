import { type ChildFact, type Facts, type PollerFact, relations, type TypeFact, why } from '@swf/explain';
import { type CompiledHistory, type History, HistoryQuerySet } from '@swf/history';
import { ActivityType, TaskList, WorkflowType } from '@swf/models';
import { DoesNotExistError, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';

/** Where facts come from. */
export interface FactSources extends RequestOptions {
  /** The domain of the run. */
  readonly domain: { readonly name: string };
  /** Returns the present of the service. */
  readonly now: () => Date;
  /** Returns who polls in the domain; undefined if that is not known. */
  readonly pollers?: (() => Promise<readonly PollerFact[] | undefined>) | undefined;
  /** The generations of children that findings are read for. Default: 0. */
  readonly deep?: number | undefined;
}

/**
 * Reads what `why` needs besides the history of an open run: one request for each task list and
 * refused type that it waits for.
 */
export async function readFacts(history: History, sources: FactSources): Promise<Facts> {
  const now = sources.now();
  const state = history.validPrefix.compile();
  if (state.workflowExecution.closed) return { now };
  const [pending, types, pollers, children] = await Promise.all([
    readPending(state, sources),
    readTypes(history, sources),
    sources.pollers?.(),
    readChildren(history, sources),
  ]);
  return { now, pending, types, ...(pollers && { pollers }), children };
}

async function readPending(
  { activityTasks, pendingDecisionTask }: CompiledHistory,
  { domain, ...sources }: FactSources,
): Promise<NonNullable<Facts['pending']>> {
  const request = requestOf(sources);
  const scheduled = activityTasks.open().filter(({ state }) => state === 'scheduled');
  const activityLists = new Set(scheduled.flatMap(({ taskList }) => taskList ?? []));
  const decisionList = pendingDecisionTask?.taskList;
  const activity = [...activityLists].map(
    async (name) => [name, (await new TaskList(domain, name).countPendingActivityTasks(request)).count] as const,
  );
  const decision = [decisionList ?? []]
    .flat()
    .map(async (name) => [name, (await new TaskList(domain, name).countPendingDecisionTasks(request)).count] as const);
  return {
    activity: Object.fromEntries(await Promise.all(activity)),
    decision: Object.fromEntries(await Promise.all(decision)),
  };
}

const REFUSALS: Readonly<Record<string, TypeFact['kind']>> = {
  ScheduleActivityTaskFailed: 'activity',
  StartChildWorkflowExecutionFailed: 'workflow',
};

/** The state of the types that SWF refused decisions for. */
async function readTypes(history: History, { domain, ...sources }: FactSources): Promise<readonly TypeFact[]> {
  const types = new Map<string, Omit<TypeFact, 'status'>>();
  for (const { name: event, attributes } of history.events) {
    const kind = REFUSALS[event];
    if (kind === undefined) continue;
    const { activityType, workflowType } = attributes as Readonly<Record<string, { name?: string; version?: string }>>;
    const { name, version } = activityType ?? workflowType ?? {};
    if (name !== undefined && version !== undefined) types.set(`${kind} ${name}@${version}`, { kind, name, version });
  }
  return Promise.all(
    [...types.values()].map(async (type) => {
      const model = new (type.kind === 'activity' ? ActivityType : WorkflowType)(domain, type.name, type.version);
      const known = await undefinedOn<ActivityType | WorkflowType>(
        DoesNotExistError,
        model.upstream(requestOf(sources)),
      );
      return { ...type, status: known?.status ?? 'MISSING' };
    }),
  );
}

/** The findings about open children, each by its own history. */
async function readChildren(history: History, sources: FactSources): Promise<readonly ChildFact[]> {
  const { deep = 0, domain } = sources;
  if (deep === 0) return [];
  const histories = new HistoryQuerySet(domain, requestOf(sources));
  const children: ChildFact[] = [];
  for (const { workflowId, runId, open } of relations(history).children) {
    if (!open || runId === undefined) continue;
    const child = await undefinedOn(DoesNotExistError, histories.get({ workflowId, runId }));
    if (child === undefined) continue;
    children.push({ workflowId, findings: why(child, await readFacts(child, { ...sources, deep: deep - 1 })) });
  }
  return children;
}

function requestOf({ client, signal }: RequestOptions): RequestOptions {
  return { client, signal };
}
