import type { SWFClient } from '@aws-sdk/client-swf';
import { FactReader, type FactSources } from '@swf/console/facts';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const NOW = new Date('2020-01-01T01:00:00Z');
const ORDER = { name: 'order', version: '1.0' };
const CHARGE = { name: 'charge', version: '1.0' };

interface Input {
  readonly taskList?: { readonly name: string };
  readonly activityType?: { readonly name: string; readonly version: string };
  readonly workflowType?: { readonly name: string; readonly version: string };
  readonly execution?: { readonly workflowId: string; readonly runId: string };
  readonly typeFilter?: { readonly name: string; readonly version?: string };
  readonly maximumPageSize?: number;
  readonly reverseOrder?: boolean;
}

/** What SWF answers, by operation; a name of a fault is thrown. */
interface Answers {
  CountPendingActivityTasks?: (list: string) => number;
  CountPendingDecisionTasks?: (list: string) => number;
  DescribeType?: (name: string) => 'REGISTERED' | 'DEPRECATED' | 'UnknownResourceFault';
  closed?: readonly string[];
  histories?: Readonly<Record<string, History>>;
  fault?: string;
}

function fault(name: string, message = 'refused'): Error {
  return Object.assign(new Error(message), { name });
}

/** A reader of facts from what the test answers, and the requests that it has sent. */
function readerOf(answers: Answers = {}, sources: Partial<FactSources> = {}) {
  const sent: string[] = [];
  const typeAnswer = (type: { readonly name: string } | undefined, kind: string) => {
    const status = answers.DescribeType?.(type?.name ?? '') ?? 'REGISTERED';
    if (status === 'UnknownResourceFault') throw fault(status, 'Unknown type');
    const configuration = { defaultTaskList: { name: `default of ${type?.name}` } };
    return { typeInfo: { [kind]: type, status, creationDate: NOW }, configuration };
  };
  const answerTo = (operation: string, input: Input): object => {
    const { taskList, activityType, workflowType, execution } = input;
    switch (operation) {
      case 'CountPendingActivityTasks':
        return { count: answers.CountPendingActivityTasks?.(taskList?.name ?? '') ?? 0 };
      case 'CountPendingDecisionTasks':
        return { count: answers.CountPendingDecisionTasks?.(taskList?.name ?? '') ?? 0 };
      case 'DescribeActivityType':
        return typeAnswer(activityType, 'activityType');
      case 'DescribeWorkflowType':
        return typeAnswer(workflowType, 'workflowType');
      case 'ListClosedWorkflowExecutions':
        return {
          executionInfos: (answers.closed ?? []).map((runId) => ({
            execution: { workflowId: 'old', runId },
            workflowType: ORDER,
            executionStatus: 'CLOSED',
            closeStatus: 'COMPLETED',
            startTimestamp: NOW,
            closeTimestamp: NOW,
          })),
        };
      default: {
        const history = answers.histories?.[execution?.runId ?? ''];
        if (!history) throw fault('UnknownResourceFault', 'Unknown execution');
        const events = history.events.map(({ id, name, timestamp, attributes }) => ({
          eventId: id,
          eventType: name,
          eventTimestamp: timestamp,
          [`${name.charAt(0).toLowerCase()}${name.slice(1)}EventAttributes`]: attributes,
        }));
        return { events: input.reverseOrder ? events.reverse() : events };
      }
    }
  };
  const send = async (command: { readonly input: Input }) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    const { taskList, activityType, workflowType, execution, typeFilter, maximumPageSize, reverseOrder } =
      command.input;
    const about = taskList ?? activityType ?? workflowType ?? typeFilter;
    const words = [operation, about?.name, execution?.workflowId, execution?.runId];
    if (reverseOrder) words.push(`the last ${maximumPageSize}`);
    sent.push(words.filter((word) => word !== undefined).join(' '));
    if (answers.fault !== undefined) throw fault(answers.fault);
    return answerTo(operation, command.input);
  };
  const client = { send } as unknown as SWFClient;
  const reader = new FactReader({ domain: { name: 'orders' }, client, now: () => NOW, ...sources });
  return {
    reader,
    read: (builder: HistoryBuilder, deep?: number) => reader.read('order-1', builder.build(), deep),
    asked: () => sent.splice(0),
  };
}

const order = (options: object = {}) => new HistoryBuilder({ workflowType: ORDER, taskList: 'orders', ...options });
const scheduled = (id: string, taskList = 'payments') =>
  [id, { activityType: CHARGE, taskList }] as const satisfies readonly [string, object];

describe('The facts about a run', () => {
  it('are the time alone if it is closed', async () => {
    const { read, asked } = readerOf({}, { pollers: () => Promise.reject(new Error('not wanted')) });
    expect(await read(order().workflowExecutionTerminated())).toEqual({ now: NOW });
    expect(asked()).toEqual([]);
  });

  it('count the tasks of each list that it waits for once, but not of those that run', async () => {
    const { read, asked } = readerOf({ CountPendingActivityTasks: (list) => list.length });
    const builder = order()
      .decisionTask()
      .activityTaskScheduled(...scheduled('a'))
      .activityTaskScheduled(...scheduled('b'))
      .activityTaskScheduled(...scheduled('c', 'mail'))
      .activityTaskScheduled(...scheduled('d', 'slow'))
      .activityTaskStarted('d');
    const facts = await read(builder);
    expect(facts.pending).toEqual({ activity: { payments: 8, mail: 4 }, decision: {} });
    expect(facts).not.toHaveProperty('signals');
    expect(asked()).toEqual([
      'CountPendingActivityTasks payments',
      'CountPendingActivityTasks mail',
      'DescribeActivityType charge',
    ]);
  });

  it('count the decisions of the list that it waits for', async () => {
    const { read, asked } = readerOf({ CountPendingDecisionTasks: () => 7 });
    const facts = await read(order());
    expect(facts.pending).toEqual({ activity: {}, decision: { orders: 7 } });
    expect(facts.types).toEqual([
      { kind: 'workflow', ...ORDER, status: 'REGISTERED', defaultTaskList: 'default of order' },
    ]);
    expect(asked().slice(0, 2)).toEqual(['CountPendingDecisionTasks orders', 'DescribeWorkflowType order']);
    const running = await read(order().decisionTaskStarted());
    expect([running.pending?.decision, running.types]).toEqual([{}, []]);
  });

  it('have the types that it waits for, and those that SWF refused decisions for', async () => {
    const { read } = readerOf({
      DescribeType: (name) => (name === 'gone' ? 'UnknownResourceFault' : name === 'old' ? 'DEPRECATED' : 'REGISTERED'),
    });
    const builder = order()
      .decisionTask()
      .activityTaskScheduled(...scheduled('a'))
      .activityTaskScheduled('b', { activityType: { name: 'mail', version: '2' }, taskList: 'slow' })
      .scheduleActivityTaskFailed('c', { activityType: { name: 'gone', version: '3' } })
      .startChildWorkflowExecutionFailed('d', { workflowType: { name: 'old', version: '4' } })
      .activityTaskStarted('b');
    const { types = [] } = await read(builder);
    expect(types.map((type) => Object.values(type).filter((value) => value !== undefined))).toEqual([
      ['activity', 'gone', '3', 'MISSING'],
      ['workflow', 'old', '4', 'DEPRECATED', 'default of old'],
      ['activity', 'charge', '1.0', 'REGISTERED', 'default of charge'],
      ['workflow', 'order', '1.0', 'REGISTERED', 'default of order'],
    ]);
  });

  it('cost one request each, however many runs wait for the same', async () => {
    const { read, asked } = readerOf({ CountPendingDecisionTasks: () => 7 });
    const [first] = [await read(order()), asked()];
    expect(await read(order())).toEqual(first);
    expect(asked()).toEqual([]);
    await read(order({ taskList: 'other' }));
    expect(asked()).toEqual(['CountPendingDecisionTasks other']);
  });

  it('have who polls, if that is known', async () => {
    const pollers = [{ kind: 'decision', taskList: 'orders', identity: 'decider-1' }] as const;
    expect(await readerOf({}, { pollers: async () => pollers }).read(order())).toMatchObject({ pollers });
    expect(await readerOf({}, { pollers: async () => undefined }).read(order())).not.toHaveProperty('pollers');
    expect(await readerOf().read(order())).not.toHaveProperty('pollers');
  });

  it('come from known sources', () => {
    expect(() => readerOf({}, { poller: () => [] } as object)).toThrow('unknown option "sources.poller"');
  });
});

describe('The signals of an earlier run', () => {
  const timer = (options: object = {}) => order(options).decisionTask().timerStarted('t');
  const earlier = order()
    .workflowExecutionSignaled('paid')
    .workflowExecutionSignaled('packed')
    .workflowExecutionSignaled('paid')
    .build();

  it('are those of the run that it continues', async () => {
    const { read, asked } = readerOf({ histories: { before: earlier } });
    const { signals } = await read(timer({ continuedExecutionRunId: 'before' }));
    expect([signals?.toSorted(), asked()]).toEqual([
      ['packed', 'paid'],
      ['GetWorkflowExecutionHistory order-1 before the last 1000'],
    ]);
  });

  it('are those of the latest run of its type', async () => {
    const { read, asked } = readerOf({ closed: ['latest', 'before'], histories: { latest: earlier } });
    const { signals } = await read(timer());
    expect([signals?.toSorted(), asked()]).toEqual([
      ['packed', 'paid'],
      ['ListClosedWorkflowExecutions order', 'GetWorkflowExecutionHistory old latest the last 1000'],
    ]);
    await read(timer());
    expect(asked()).toEqual([]);
  });

  it('are none without one, or if SWF has forgotten it', async () => {
    expect((await readerOf().read(timer())).signals).toEqual([]);
    expect((await readerOf({ closed: ['gone'] }).read(timer())).signals).toEqual([]);
  });

  it('are not read if something else is open', async () => {
    const { read, asked } = readerOf();
    const facts = await read(timer().activityTaskScheduled(...scheduled('a')));
    expect([facts.signals, asked().some((request) => request.startsWith('List'))]).toEqual([undefined, false]);
  });
});

describe('A fact that is refused', () => {
  const waits = () =>
    order()
      .decisionTask()
      .activityTaskScheduled(...scheduled('a'));

  it.each(['OperationNotPermittedFault', 'ThrottlingException'])('by %s is left out, and reported', async (name) => {
    const missing: string[] = [];
    const { read } = readerOf({ fault: name }, { onMissing: (error) => missing.push(error.name) });
    const facts = await read(waits());
    expect(facts).toEqual({ now: NOW, pending: { activity: {}, decision: {} }, types: [], children: [] });
    expect(missing).toHaveLength(2);
    expect((await read(order())).pending).toEqual({ activity: {}, decision: {} });
    expect((await read(order().decisionTask().timerStarted('t'))).signals).toEqual([]);
  });

  it('rejects if nobody wants to know what is missing, or by another error', async () => {
    await expect(readerOf({ fault: 'OperationNotPermittedFault' }).read(waits())).rejects.toThrow('access denied');
    const { read } = readerOf({ fault: 'InternalFailure' }, { onMissing: () => {} });
    await expect(read(waits())).rejects.toThrow('refused');
  });
});

describe('The findings about children', () => {
  const child = () =>
    order()
      .decisionTask()
      .activityTaskScheduled(...scheduled('a'));
  const parent = () =>
    order()
      .decisionTask()
      .startChildWorkflowExecutionInitiated('open')
      .startChildWorkflowExecutionInitiated('done')
      .startChildWorkflowExecutionInitiated('gone')
      .startChildWorkflowExecutionInitiated('new')
      .childWorkflowExecutionStarted('open', { workflowExecution: { workflowId: 'open', runId: 'run-open' } })
      .childWorkflowExecutionStarted('done', { workflowExecution: { workflowId: 'done', runId: 'run-done' } })
      .childWorkflowExecutionStarted('gone', { workflowExecution: { workflowId: 'gone', runId: 'run-gone' } })
      .childWorkflowExecutionCompleted('done');

  it('are read of those that are open, as deep as is wanted', async () => {
    const histories = { 'run-open': child().build(), 'run-done': child().build() };
    const { read, asked } = readerOf({ histories });
    expect((await read(parent())).children).toEqual([]);
    expect(asked().some((request) => request.startsWith('Get'))).toBe(false);
    const { children = [] } = await read(parent(), 1);
    expect(children.map(({ workflowId, findings }) => [workflowId, findings[0]?.code])).toEqual([
      ['open', 'ACTIVITY_WAITS'],
    ]);
    expect(asked().filter((request) => request.startsWith('Get'))).toEqual([
      'GetWorkflowExecutionHistory open run-open',
      'GetWorkflowExecutionHistory gone run-gone',
    ]);
  });

  it('are those of the run that a child has continued as, though no listing has it yet', async () => {
    const continued = order().decisionTask().workflowExecutionContinuedAsNew({ newExecutionRunId: 'run-next' });
    const { read } = readerOf({ histories: { 'run-open': continued.build(), 'run-next': child().build() } });
    const { children = [] } = await read(parent(), 1);
    expect(children.map(({ workflowId, findings }) => [workflowId, findings[0]?.code])).toEqual([
      ['open', 'ACTIVITY_WAITS'],
    ]);
    const lagging = readerOf({ histories: { 'run-open': continued.build() } });
    expect((await lagging.read(parent(), 1)).children).toEqual([]);
  });

  it('are read of their children, one generation less', async () => {
    const histories = { 'run-open': parent().build() };
    const deep = async (generations: number) => {
      const { read, asked } = readerOf({ histories });
      await read(parent(), generations);
      return asked().filter((request) => request.endsWith('run-open')).length;
    };
    expect([await deep(1), await deep(2), await deep(3)]).toEqual([1, 2, 3]);
  });
});
