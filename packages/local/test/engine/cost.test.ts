import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/open-database.js';
import { countStatements } from './statements.js';
import { DOMAIN, recordMarker, scheduleActivity, startTimer, WORKFLOW, Workbench } from './workbench.js';

const SINCE_EVER = { startTimeFilter: { oldestDate: 0 } };
const CLOSED_SINCE_EVER = { closeTimeFilter: { oldestDate: 0 } };

// Imports the database: the statements and rows of a request cannot be seen from outside.

/** Returns the statements and rows of each operation on the execution `busy`. */
function costs(prepareBench: (bench: Workbench) => void): Record<string, readonly number[]> {
  const database = openDatabase();
  const counter = countStatements(database);
  const bench = new Workbench({ database, limits: { openExecutionsPerDomain: 1_000_000 } }).register();
  prepareBench(bench);
  const cost: Record<string, readonly number[]> = {};
  const measure = <Answer>(name: string, work: () => Answer): Answer => {
    const before = { ...counter };
    const answer = work();
    cost[name] = [counter.executed - before.executed, counter.rows - before.rows];
    return answer;
  };
  const execution = { workflowId: 'busy', runId: '' };
  const described = bench.call<{ executionInfos: { execution: typeof execution }[] }>('ListOpenWorkflowExecutions', {
    domain: DOMAIN,
    executionFilter: { workflowId: 'busy' },
    ...SINCE_EVER,
  });
  Object.assign(execution, described.executionInfos[0]?.execution);
  measure('start', () => bench.start('another', { tagList: ['eu'], taskList: { name: 'others' } }));
  measure('signal', () => bench.signal('busy'));
  const page = { maximumPageSize: 5, reverseOrder: true };
  const task = measure('poll for a decision task', () => bench.pollDecision('deciders', page));
  if (!task) throw new Error('there is no decision task');
  measure('next page of a decision task', () =>
    bench.pollDecision('deciders', { ...page, nextPageToken: task.nextPageToken }),
  );
  measure('respond', () => bench.respond(task, scheduleActivity('1'), startTimer('t', '0'), recordMarker('m')));
  const activity = measure('poll for an activity task', () => bench.pollActivity());
  if (!activity) throw new Error('there is no activity task');
  measure('heartbeat', () => bench.call('RecordActivityTaskHeartbeat', { taskToken: activity.taskToken }));
  measure('timer', () => bench.advance());
  measure('complete an activity', () => bench.call('RespondActivityTaskCompleted', { taskToken: activity.taskToken }));
  measure('describe', () => bench.call('DescribeWorkflowExecution', { domain: DOMAIN, execution }));
  measure('history', () => bench.call('GetWorkflowExecutionHistory', { domain: DOMAIN, execution, ...page }));
  const few = { domain: DOMAIN, maximumPageSize: 2 };
  measure('list open', () => bench.call('ListOpenWorkflowExecutions', { ...few, ...SINCE_EVER }));
  measure('list closed', () => bench.call('ListClosedWorkflowExecutions', { ...few, ...CLOSED_SINCE_EVER }));
  measure('empty poll', () => bench.pollDecision('nobody'));
  measure('terminate', () => bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: 'busy' }));
  return cost;
}

function fill(bench: Workbench, executions: number, events: number): void {
  for (let index = 0; index < executions; index++) {
    bench.start(`closed-${index}`, { taskList: { name: 'others' } });
    bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: `closed-${index}` });
    bench.start(`open-${index}`, { taskList: { name: 'others' } });
  }
  bench.start('busy');
  bench.decide();
  const markers = Array.from({ length: 20 }, (_, index) => recordMarker(`marker-${index}`));
  for (let written = 5; written < events; written += 24) {
    bench.signal('busy');
    bench.decide(...markers);
  }
}

describe('the cost of an operation', () => {
  it('is the same after 10 and after 10,000 events, with 3 and with 2,000 other executions', () => {
    const small = costs((bench) => fill(bench, 3, 10));
    expect(costs((bench) => fill(bench, 3, 10_000))).toEqual(small);
    expect(costs((bench) => fill(bench, 1000, 10))).toEqual(small);
  });
});

describe('tasks that no poller holds', () => {
  it('are handed out again in the order in which they came back', () => {
    const bench = new Workbench().register();
    const ids = ['order-1', 'order-2', 'order-3'];
    for (const workflowId of ids) bench.start(workflowId);
    const tasks = ids.map(() => bench.pollDecision());
    const list = { kind: 'decision', region: 'eu-west-1', domain: DOMAIN, name: 'deciders' } as const;
    for (const task of tasks) bench.operations.takeBack(list, JSON.stringify(task));
    expect(ids.map(() => bench.pollDecision()?.taskToken)).toEqual(tasks.map((task) => task?.taskToken));
  });

  it.each([
    ['were lost', 'lose'],
    ['went back to a list that nobody polls', 'takeBack'],
  ] as const)('are forgotten after they have closed, if they %s', async (_, giveUp) => {
    const bench = new Workbench().register();
    for (let index = 0; index < 200; index++) {
      const name = `list-${index}`;
      bench.start(name, { taskList: { name } });
      await bench.engine.committed();
      const task = JSON.stringify(bench.pollDecision(name));
      bench.operations[giveUp]({ kind: 'decision', region: 'eu-west-1', domain: DOMAIN, name }, task);
      bench.call('TerminateWorkflowExecution', { domain: DOMAIN, workflowId: name });
    }
    const transact = vi.spyOn(bench.engine, 'transact');
    expect(bench.operations.startedTasks()).toBe(0);
    // Each that is remembered is looked up in a transaction.
    expect(transact.mock.calls.length).toBeLessThan(20);
  });
});

describe('statements', () => {
  it('use an index and never sort', () => {
    const database = openDatabase();
    const counter = countStatements(database);
    const bench = new Workbench({ database }).register();
    fill(bench, 1, 10);
    const filters = [
      {},
      { executionFilter: { workflowId: 'busy' } },
      { typeFilter: { name: WORKFLOW.name } },
      { typeFilter: WORKFLOW },
      { tagFilter: { tag: 'eu' } },
      { closeStatusFilter: { status: 'COMPLETED' } },
    ];
    for (const reverseOrder of [true, false])
      for (const filter of filters) {
        const input = { domain: DOMAIN, reverseOrder, ...filter };
        for (const time of [SINCE_EVER, CLOSED_SINCE_EVER]) {
          bench.call('ListClosedWorkflowExecutions', { ...input, ...time });
          bench.call('CountClosedWorkflowExecutions', { ...input, ...time });
        }
        if ('closeStatusFilter' in filter) continue;
        bench.call('ListOpenWorkflowExecutions', { ...input, ...SINCE_EVER });
        bench.call('CountOpenWorkflowExecutions', { ...input, ...SINCE_EVER });
      }
    const plans = [...counter.prepared]
      .filter((source) => !source.startsWith('EXPLAIN') && !source.includes('sqlite_schema'))
      .flatMap((source) => {
        const parameters = source.includes('@')
          ? [Object.fromEntries([...source.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]))]
          : Array.from({ length: source.split('?').length - 1 }, () => null);
        return (database.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...parameters) as { detail: string }[]).map(
          ({ detail }) => ({ source, detail }),
        );
      });
    expect(plans.length).toBeGreaterThan(60);
    const allowed = [
      // Counting all of the account's domains (their number has a quota), or all tasks that are
      // out, takes looking at each.
      /^SCAN domains USING COVERING INDEX/,
      /^SCAN decisionTasks USING COVERING INDEX startedDecisionTasks$/,
      /^SCAN activityTasks USING COVERING INDEX startedActivityTasks$/,
      /^SCAN CONSTANT ROW$/,
      // The first of an index is found without reading on.
      /^SCAN dueItems USING INDEX (deadlines|retentions)ByTime$/,
      // Once, when the database is opened.
      /^SCAN dueItems USING COVERING INDEX deadlinesByTime$/,
      /^SCAN sqlite_sequence$/,
      /^SCAN lambdaFunctions$/,
    ];
    const slow = plans
      .filter(({ detail }) => /SCAN|TEMP B-TREE/.test(detail) && !allowed.some((pattern) => pattern.test(detail)))
      // A workflow id has at most one open execution to sort.
      .filter(({ source, detail }) => !(source.includes('openByWorkflowId') && detail.includes('TEMP B-TREE')));
    expect(slow).toEqual([]);
    const countsOfTags = plans.filter(({ source }) => /count\(\*\) FROM executionTags/.test(source));
    expect(countsOfTags).toHaveLength(3);
    for (const { detail } of countsOfTags) expect(detail).toContain('USING COVERING INDEX');
  });
});
