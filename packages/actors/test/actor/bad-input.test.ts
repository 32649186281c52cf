import { ActivityWorker, Decider } from '@swf/actors';
import { WorkflowExecutionDecision } from '@swf/decisions';
import { createLocalService } from '@swf/local';
import { afterAll, describe, expect, it } from 'vitest';
import { running } from '../support/running-decider.js';
import { next } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const service = createLocalService();
const client = service.client();
let requests = 0;
client.middlewareStack.add(
  (send) => (args) => {
    requests += 1;
    return send(args);
  },
  { step: 'initialize' },
);
const worker = new ActivityWorker(domain, 'activities', { client });
const decider = new Decider(domain, 'decisions', { client });

afterAll(() => service.close());

/** What plain JavaScript may give, whatever the types say. */
const wrong = <Value>(value: unknown) => value as Value;

describe('Invalid input', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['taskToken', () => worker.complete(wrong(undefined))],
    ['taskToken', () => worker.complete('')],
    ['taskToken', () => worker.complete('x'.repeat(1025))],
    ['options', () => worker.complete('token', 1, wrong(null))],
    ['taskToken', () => worker.fail(wrong(null))],
    ['failure', () => worker.fail('token', wrong('no card'))],
    ['reason', () => worker.fail('token', { reason: wrong(5) })],
    ['cancellation', () => worker.cancel('token', wrong(null))],
    ['options', () => worker.heartbeat('token', 1, wrong(null))],
    ['options', () => worker.poll(wrong(null))],
    ['taskList', () => worker.poll({ taskList: 'a:b' })],
    ['taskList', () => worker.poll({ taskList: ' activities' })],
    ['options', () => decider.poll(wrong(null))],
    ['taskToken', () => decider.complete(wrong(undefined))],
    ['decisions', () => decider.complete('token', wrong(5))],
    ['decisions[0]', () => decider.complete('token', wrong([null]))],
    ['decisions[1]', () => decider.complete('token', wrong([WorkflowExecutionDecision.complete(), {}]))],
    ['options', () => decider.complete('token', [], wrong(null))],
    ['taskList', () => decider.complete('token', [], { taskList: wrong(5) })],
  ])('is rejected by name before any request: %s', async (field, call) => {
    await expect(call()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(new RegExp(`^${field.replace(/[[\]]/g, '\\$&')} must `)),
    });
    expect(requests).toBe(0);
  });

  it('is rejected by the constructor of a worker alone: white space at the ends of a task list', () => {
    expect(() => new ActivityWorker(domain, 'activities ')).toThrow(
      'taskList must not start or end with white space, got "activities "',
    );
    // SWF accepts it for decisions.
    expect(new Decider(domain, 'decisions ').taskList).toBe('decisions ');
  });

  it.each([
    ['cache', { cache: wrong<false>(5) }],
    ['cache', { cache: wrong<false>(null) }],
    ['sticky', { sticky: wrong<true>(5) }],
    ['sticky', { sticky: wrong<true>(null) }],
  ])('is rejected by the constructor by name: %s', (field, options) => {
    expect(() => new Decider(domain, 'decisions', options)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(`${field} must be`) }),
    );
  });

  it('is rejected by once: a listener that is not a function', () => {
    expect(() => worker.once('task', wrong(null))).toThrow(/^listener must be a function, got null/);
  });

  it('is reported if decide returns a single decision instead of a list', async () => {
    await using swf = await running(() => wrong(WorkflowExecutionDecision.complete()));
    const heard = next(swf.decider, 'error');
    await startExecution(swf.client);

    expect(await heard).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^decisions must be a DecisionBatch or a list of decisions, /),
    });
  });
});
