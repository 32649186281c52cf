import { describe, expect, it } from 'vitest';
import { DOMAIN, prepare, WORKFLOW_TYPE } from '../actors.js';
import type { AnsweredEvent } from '../history-rules/event.js';
import { brokenRules } from '../history-rules/history-rules.js';
import { Connections } from './connections.js';
import { type ServiceProcess, startOnOneFile } from './service-process.js';

const { SWF_SOAK } = process.env;
const ROUNDS = SWF_SOAK ? 50 : 4;
const CONNECTIONS = 64;

/** The answers of a round before the kill. */
const FEWEST_ANSWERS = 100;
const MOST_ANSWERS = 600;

/** Markers that a decider records in one answer. */
const MARKERS = 3;

interface Page {
  readonly executionInfos: readonly { readonly execution: { readonly workflowId: string; readonly runId: string } }[];
  readonly nextPageToken?: string;
}

const start = startOnOneFile();

/** What was answered: the workflow ids that were started, signaled and decided. */
class Answers {
  readonly started = new Set<string>();
  readonly signaled = new Set<string>();
  readonly decided = new Set<string>();

  get count(): number {
    return this.started.size + this.signaled.size + this.decided.size;
  }
}

/** Starts, signals and decides over a connection until the service is gone. */
async function keepBusy(connections: Connections, name: string, answers: Answers): Promise<void> {
  for (let index = 0; ; index++) {
    const workflowId = `${name}-${index}`;
    const taskList = { name: workflowId };
    await connections.call('StartWorkflowExecution', {
      domain: DOMAIN,
      workflowId,
      workflowType: WORKFLOW_TYPE,
      taskList,
      tagList: ['a', 'b'],
      // A task that a kill left unanswered would time out between the reads of a later check.
      taskStartToCloseTimeout: 'NONE',
    });
    answers.started.add(workflowId);
    await connections.call('SignalWorkflowExecution', { domain: DOMAIN, workflowId, signalName: 'paid' });
    answers.signaled.add(workflowId);
    const { taskToken } = await connections.call<{ taskToken: string }>('PollForDecisionTask', {
      domain: DOMAIN,
      taskList,
    });
    const recordMarkerDecisionAttributes = { markerName: 'm' };
    const decisions = Array.from({ length: MARKERS }, () => ({
      decisionType: 'RecordMarker',
      recordMarkerDecisionAttributes,
    }));
    await connections.call('RespondDecisionTaskCompleted', { taskToken, decisions });
    answers.decided.add(workflowId);
  }
}

/** Keeps all connections busy, and kills the service after a number of answers. */
async function runAndKill(running: ServiceProcess, round: number, answers: Answers): Promise<void> {
  using connections = new Connections(running.endpoint, CONNECTIONS);
  const goal = answers.count + FEWEST_ANSWERS + Math.floor(Math.random() * (MOST_ANSWERS - FEWEST_ANSWERS));
  const busy = Array.from({ length: CONNECTIONS }, (_, index) => keepBusy(connections, `${round}-${index}`, answers));
  const ended = Promise.allSettled(busy);
  while (answers.count < goal) await new Promise((resolve) => setImmediate(resolve));
  await running.kill();
  await ended;
}

async function histories(connections: Connections): Promise<ReadonlyMap<string, readonly AnsweredEvent[]>> {
  const found = new Map<string, readonly AnsweredEvent[]>();
  let nextPageToken: string | undefined;
  do {
    const listing = { domain: DOMAIN, startTimeFilter: { oldestDate: 0 }, nextPageToken };
    const page: Page = await connections.call('ListOpenWorkflowExecutions', listing);
    const read = page.executionInfos.map(async ({ execution }) => {
      const input = { domain: DOMAIN, execution };
      const { events } = await connections.call<{ events: AnsweredEvent[] }>('GetWorkflowExecutionHistory', input);
      found.set(execution.workflowId, events);
    });
    await Promise.all(read);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined);
  return found;
}

/** Everything that was answered is there, and no request is there in part. */
async function verify(running: ServiceProcess, answers: Answers): Promise<void> {
  using connections = new Connections(running.endpoint, CONNECTIONS);
  const found = await histories(connections);
  const count = (workflowId: string, type: string) =>
    found.get(workflowId)?.filter(({ eventType }) => eventType === type).length ?? 0;
  expect([...answers.started].filter((workflowId) => !found.has(workflowId))).toEqual([]);
  for (const workflowId of answers.signaled) expect(count(workflowId, 'WorkflowExecutionSignaled')).toBe(1);
  for (const workflowId of answers.decided) expect(count(workflowId, 'MarkerRecorded')).toBe(MARKERS);
  for (const [workflowId, history] of found) {
    expect(brokenRules(history)).toEqual([]);
    expect([0, MARKERS]).toContain(count(workflowId, 'MarkerRecorded'));
    // The queues agree with the histories.
    const scheduled = count(workflowId, 'DecisionTaskScheduled') - count(workflowId, 'DecisionTaskStarted');
    const taskList = { name: workflowId };
    const pending = await connections.call('CountPendingDecisionTasks', { domain: DOMAIN, taskList });
    expect(pending).toEqual({ count: scheduled, truncated: false });
  }
}

describe(`a service killed under ${CONNECTIONS} busy connections`, () => {
  it(`keeps every request it answered, and none in part, ${ROUNDS} times`, {
    timeout: ROUNDS * 60_000,
  }, async () => {
    const answers = new Answers();
    let service = await start();
    await prepare(service.client);
    for (let round = 1; round <= ROUNDS; round++) {
      await runAndKill(service, round, answers);
      service = await start();
      await verify(service, answers);
    }
  });
});
