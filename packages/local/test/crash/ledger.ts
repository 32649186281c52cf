import {
  GetWorkflowExecutionHistoryCommand,
  type HistoryEvent,
  paginateListClosedWorkflowExecutions,
  paginateListOpenWorkflowExecutions,
  RespondActivityTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { expect } from 'vitest';
import { DOMAIN } from '../actors.js';
import { brokenRules } from '../history-rules/history-rules.js';

/** Markers that a decider records in one answer. */
export const MARKERS_OF_A_BATCH = 3;

type Histories = ReadonlyMap<string, readonly HistoryEvent[]>;

/** What a load has asked for, and what of it was acknowledged before the service was killed. */
export class Ledger {
  readonly runIds = new Set<string>();
  readonly signals = new Set<string>();
  readonly signalsAsked = new Set<string>();
  /** Batches of markers by their name. */
  readonly batches = new Set<string>();
  readonly batchesAsked = new Set<string>();
  readonly results = new Set<string>();
  readonly resultsAsked = new Set<string>();
  /**
   * Tokens of activity tasks that were handed out and whose answer nobody has sent, with the run of
   * each.
   */
  readonly unanswered = new Map<string, string>();

  get acknowledged(): number {
    return this.runIds.size + this.signals.size + this.batches.size + this.results.size;
  }

  /**
   * Everything acknowledged is there exactly once; what was only asked for is there once or not at
   * all, and never in part.
   */
  async verify(client: SWFClient): Promise<void> {
    const histories = await readHistories(client);
    for (const history of histories.values()) expect(brokenRules(history)).toEqual([]);
    expect([...this.runIds].filter((runId) => !histories.has(runId))).toEqual([]);

    const events = [...histories.values()].flat();
    const signals = tally(events.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName));
    expectOnce(signals, this.signals, this.signalsAsked, 1);
    const markers = tally(events.map((event) => event.markerRecordedEventAttributes?.markerName));
    expectOnce(markers, this.batches, this.batchesAsked, MARKERS_OF_A_BATCH);
    const results = tally(events.map((event) => event.activityTaskCompletedEventAttributes?.result));
    expectOnce(results, this.results, this.resultsAsked, 1);
  }

  /**
   * Answers after a crash the tasks that were handed out before it: their tokens hold until their
   * run closes.
   */
  async answerTheUnanswered(client: SWFClient): Promise<void> {
    const histories = await readHistories(client);
    for (const [taskToken, runId] of this.unanswered) {
      if (histories.get(runId)?.some(({ eventType }) => eventType === 'WorkflowExecutionCompleted')) {
        const answer = client.send(new RespondActivityTaskCompletedCommand({ taskToken }));
        await expect(answer).rejects.toMatchObject({ name: 'UnknownResourceFault' });
        continue;
      }
      const result = `late-${this.results.size}`;
      this.resultsAsked.add(result);
      await client.send(new RespondActivityTaskCompletedCommand({ taskToken, result }));
      this.results.add(result);
    }
    this.unanswered.clear();
  }
}

function tally(names: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function expectOnce(
  counts: ReadonlyMap<string, number>,
  acknowledged: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  whole: number,
): void {
  expect([...acknowledged].filter((name) => counts.get(name) !== whole)).toEqual([]);
  expect([...counts].filter(([name, count]) => !asked.has(name) || count !== whole)).toEqual([]);
}

async function readHistories(client: SWFClient): Promise<Histories> {
  const histories = new Map<string, readonly HistoryEvent[]>();
  for (const paginate of [paginateListOpenWorkflowExecutions, paginateListClosedWorkflowExecutions]) {
    // The SDK's paginators write into their input, so each has its own.
    const input = { domain: DOMAIN, startTimeFilter: { oldestDate: new Date(0) } };
    for await (const { executionInfos = [] } of paginate({ client }, input)) {
      for (const { execution } of executionInfos) {
        const command = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution });
        histories.set(execution?.runId ?? '', (await client.send(command)).events ?? []);
      }
    }
  }
  return histories;
}
