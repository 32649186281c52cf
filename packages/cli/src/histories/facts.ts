import { type ChildFact, type Facts, type PollerFact, relations, type TypeFact, why } from '@swf/explain';
import { type History, HistoryQuerySet } from '@swf/history';
import { ActivityType, TaskList, WorkflowType } from '@swf/models';
import { DoesNotExistError, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { Shell } from '../shell.js';
import { domainOf, type Target } from '../target/target.js';

/** What else `why` gets to know about an open run: one request for each list and type it waits for. */
export async function readFacts(shell: Shell, target: Target, history: History, deep: number): Promise<Facts> {
  const now = shell.now();
  const state = history.validPrefix.compile();
  if (state.workflowExecution.closed) return { now };
  const request = { client: target.client, signal: shell.signal };
  const domain = domainOf(target);
  const scheduled = state.activityTasks.open().filter((task) => task.state === 'scheduled');
  const activityLists = new Set(scheduled.flatMap(({ taskList }) => (taskList === undefined ? [] : [taskList])));
  const decisionList = state.pendingDecisionTask?.taskList;
  const activity: Record<string, number> = {};
  for (const name of activityLists) {
    activity[name] = (await new TaskList(domain, name).countPendingActivityTasks(request)).count;
  }
  const decision: Record<string, number> = {};
  if (decisionList !== undefined) {
    decision[decisionList] = (await new TaskList(domain, decisionList).countPendingDecisionTasks(request)).count;
  }
  const pollers = (await target.isLocal()) ? await readPollers(target) : undefined;
  return {
    now,
    pending: { activity, decision },
    types: await readTypes(history, domain, request),
    ...(pollers && { pollers }),
    children: deep > 0 ? await readChildren(shell, target, history, deep) : [],
  };
}

/** Who polls, which only swf-local says; undefined if it does not. */
async function readPollers(target: Target): Promise<readonly PollerFact[] | undefined> {
  const answer = await fetch(new URL('/pollers', target.endpoint));
  if (!answer.ok) return undefined;
  const pollers = (await answer.json()) as readonly (Omit<PollerFact, 'since'> & {
    readonly region: string;
    readonly domain: string;
    readonly since: string;
  })[];
  return pollers
    .filter(({ region, domain }) => region === target.region && domain === target.domainName)
    .map(({ kind, taskList, identity, since }) => ({ kind, taskList, identity, since: new Date(since) }));
}

/** The state of the types that SWF refused decisions for. */
async function readTypes(
  history: History,
  domain: { readonly name: string },
  request: RequestOptions,
): Promise<readonly TypeFact[]> {
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
      const known = await undefinedOn<ActivityType | WorkflowType>(DoesNotExistError, model.upstream(request));
      return { ...type, status: known?.status ?? 'MISSING' };
    }),
  );
}

const REFUSALS: Readonly<Record<string, TypeFact['kind']>> = {
  ScheduleActivityTaskFailed: 'activity',
  StartChildWorkflowExecutionFailed: 'workflow',
};

/** The findings about open children, each by its own history; `deep` generations. */
async function readChildren(
  shell: Shell,
  target: Target,
  history: History,
  deep: number,
): Promise<readonly ChildFact[]> {
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  const children: ChildFact[] = [];
  for (const { workflowId, runId, open } of relations(history).children) {
    if (!open || runId === undefined) continue;
    const child = await undefinedOn(DoesNotExistError, histories.get({ workflowId, runId }));
    if (child === undefined) continue;
    children.push({ workflowId, findings: why(child, await readFacts(shell, target, child, deep - 1)) });
  }
  return children;
}
