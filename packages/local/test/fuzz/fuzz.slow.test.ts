import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEveryHistory } from '../history-rules/every-history.js';
import { Dice } from './dice.js';
import { LimitedService } from './limited-service.js';
import { malformedRequest } from './malformed-request.js';

/** `npm run fuzz` asks for more of them, and for others. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 1000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_120_125);

const HEAP_IN_MEGABYTES = 256;
const AT_ONCE = 16;
const MOST_KNOWN = 50;
/** How many malformed requests come for each round of good ones. */
const FED_EVERY = 10;

const TYPE = { domain: 'text', name: 'text', version: 'text', defaultTaskList: { name: 'text' } };

let service: LimitedService;
const known = { taskTokens: [] as string[], pageTokens: [] as string[], runIds: [] as string[] };

/** How often each status was answered. */
const answered = new Map<number, number>();

/** Remembers what an answer tells, the newest of it. */
function learn(body: string): void {
  for (const [name, pool] of [
    ['taskToken', known.taskTokens],
    ['nextPageToken', known.pageTokens],
    ['runId', known.runIds],
  ] as const) {
    const [, value] = new RegExp(`"${name}":"([^"\\\\]+)"`).exec(body) ?? [];
    if (value === undefined) continue;
    pool.push(value);
    if (pool.length > MOST_KNOWN) pool.shift();
  }
}

/** Keeps an execution going, so that there are tokens, pages and runs to be known. */
async function feed(number: number): Promise<void> {
  const { domain } = TYPE;
  const type = { name: TYPE.name, version: TYPE.version };
  const execution = { domain, workflowId: 'fed', workflowType: type, tagList: ['text'] };
  learn((await service.call('StartWorkflowExecution', execution)).body);
  const poll = { domain, taskList: TYPE.defaultTaskList };
  const task = await service.call('PollForDecisionTask', { ...poll, maximumPageSize: 1 });
  const scheduleActivityTaskDecisionAttributes = { activityId: String(number), activityType: type };
  const decisions = [{ decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes }];
  const { taskToken = 'none' } = JSON.parse(task.body) as { taskToken?: string };
  await service.call('RespondDecisionTaskCompleted', { taskToken, decisions });
  await service.call('SignalWorkflowExecution', { domain, workflowId: 'fed', signalName: 'text' });
  for (const operation of ['PollForDecisionTask', 'PollForActivityTask']) {
    learn((await service.call(operation, { ...poll, maximumPageSize: 1 })).body);
  }
  const listing = { domain, startTimeFilter: { oldestDate: 0 }, maximumPageSize: 1 };
  learn((await service.call('ListOpenWorkflowExecutions', listing)).body);
}

/** Sends the request of a number, and returns what is wrong with its answer. */
async function outcome(number: number): Promise<string | undefined> {
  const { operation, headers, body } = malformedRequest(new Dice(SEED + number), known);
  try {
    const answer = await service.send(headers, body);
    learn(answer.body);
    answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
    if (answer.status < 500) return undefined;
    return `request ${number} of seed ${SEED}, ${operation}: ${answer.status} to ${Buffer.from(body).toString().slice(0, 500)}`;
  } catch (error) {
    return `request ${number} of seed ${SEED}, ${operation}: ${String(error)}`;
  }
}

beforeAll(async () => {
  service = await LimitedService.start(HEAP_IN_MEGABYTES);
  await service.call('RegisterDomain', { name: 'text', workflowExecutionRetentionPeriodInDays: '7' });
  const workflow = { defaultChildPolicy: 'TERMINATE', defaultTaskStartToCloseTimeout: '60' };
  await service.call('RegisterWorkflowType', { ...TYPE, ...workflow, defaultExecutionStartToCloseTimeout: '3600' });
  const activity = { defaultTaskStartToCloseTimeout: '60', defaultTaskHeartbeatTimeout: 'NONE' };
  const waits = { defaultTaskScheduleToStartTimeout: 'NONE', defaultTaskScheduleToCloseTimeout: 'NONE' };
  await service.call('RegisterActivityType', { ...TYPE, ...activity, ...waits });
});
afterAll(() => service.end());

describe('a service under malformed requests', () => {
  it(`answers ${REQUESTS} of them without a 5xx`, async () => {
    const wrong: string[] = [];
    let next = 0;
    const sendOn = async () => {
      while (next < REQUESTS && service.running) {
        const number = next++;
        if (number % FED_EVERY === 0) await feed(number);
        const said = await outcome(number);
        if (said !== undefined) wrong.push(said);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
    expect(wrong).toEqual([]);
    expect(next).toBe(REQUESTS);
    expect(service.stderr).toBe('');
    expect(service.running).toBe(true);
    // Where all were refused, none would have come far.
    expect(answered.get(200)).toBeGreaterThan(REQUESTS / 20);
    console.info(
      `${REQUESTS} requests of seed ${SEED}: ${JSON.stringify([...answered])}, at most ${service.peakInMegabytes ?? '?'} MB`,
    );
  }, 600_000);

  it('has valid histories afterward', async () => {
    await checkEveryHistory(async (operation, input) => JSON.parse((await service.call(operation, input)).body));
  });
});
