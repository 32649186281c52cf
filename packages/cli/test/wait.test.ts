import { WorkflowExecutionDecision } from '@swf/decisions';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { decide } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startTestService, type TestService } from './support/service.js';

let test: TestService;

/** `again` continues once and completes, `failed` fails, and `open` waits for a decider. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  await order.startExecution({ workflowId: 'open', taskList: 'none', client });
  await order.startExecution({ workflowId: 'again', client });
  await decide(test, [WorkflowExecutionDecision.continueAsNew()]);
  await decide(test, [WorkflowExecutionDecision.complete({ result: 'a\u001bb' })]);
  await order.startExecution({ workflowId: 'failed', client });
  await decide(test, [WorkflowExecutionDecision.fail({ reason: 'CardDeclined', details: 'code 7' })]);
});
afterAll(() => test[Symbol.asyncDispose]());
afterEach(() => void vi.useRealTimers());

/**
 * A service whose histories lack the event that closes a run for a number of answers, as SWF's
 * reads lag.
 */
function laggingEndpoint(answers: number, onAnswer = () => {}) {
  let left = answers;
  return remoteEndpoint(test.service, (body) => {
    if (left === 0 || !body.includes('WorkflowExecutionCompleted')) return body;
    left -= 1;
    onAnswer();
    const attributes = { decisionTaskStartedEventAttributes: { scheduledEventId: 2 } };
    return JSON.stringify({
      events: [{ eventId: 3, eventType: 'DecisionTaskStarted', eventTimestamp: 1, ...attributes }],
    });
  });
}

describe('swf wait', () => {
  const runs = async () => {
    const { stdout } = await test.swf(['list', 'id:again', '--reverse', '-o', 'json', '--fields', 'runId']);
    return (JSON.parse(stdout) as readonly { readonly runId: string }[]).map(({ runId }) => runId);
  };

  it('ends with the run, or with --follow-runs when the last run that continues it ends', async () => {
    const [first = '', last = ''] = await runs();
    const wait = ['wait', 'again', '--run', first, '-o', 'json'];
    const ended = await test.swf(wait);
    expect({ exitCode: ended.exitCode, row: JSON.parse(ended.stdout) }).toEqual({
      exitCode: 8,
      row: { workflowId: 'again', runId: first, closeStatus: 'CONTINUED_AS_NEW' },
    });
    const followed = await test.swf([...wait, '--follow-runs']);
    expect({ exitCode: followed.exitCode, row: JSON.parse(followed.stdout) }).toEqual({
      exitCode: 0,
      row: { workflowId: 'again', runId: last, closeStatus: 'COMPLETED', result: 'a\u001bb' },
    });
  });

  it('prints the result as it is, and on a terminal without its control characters', async () => {
    expect((await test.swf(['wait', 'again'])).stdout).toBe('a\u001bb\n');
    expect((await test.swf(['wait', 'again'], { columns: 80 })).stdout).toBe('a\\x1bb\n');
    expect((await test.swf(['wait', 'again', '--fields', 'closeStatus'])).stdout).toBe('closeStatus  COMPLETED\n');
  });

  it('prints the result although the history does not show yet how the run closed', async () => {
    await using remote = await laggingEndpoint(3);
    const wait = ['wait', 'again', '--interval', '0.01s', '--endpoint', remote.endpoint];
    expect(await test.swf(wait)).toEqual({ exitCode: 0, stdout: 'a\u001bb\n', stderr: '' });
  });

  it('fails if the history still does not show after 10 s how the run closed', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let answers = 0;
    await using remote = await laggingEndpoint(Number.POSITIVE_INFINITY, () => {
      answers += 1;
      vi.advanceTimersByTime(4000);
    });
    const wait = ['wait', 'again', '--interval', '0.01s', '--endpoint', remote.endpoint];
    expect(await test.swf(wait)).toEqual({
      exitCode: 4,
      stdout: '',
      stderr: 'swf: "again" is COMPLETED, but its history does not show it yet\n     try again later\n',
    });
    expect(answers).toBe(4);
  });

  it('prints the event that it waits for', async () => {
    const { exitCode, stdout } = await test.swf(['wait', 'open', '--for', 'event:DecisionTaskScheduled', '-o', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ eventType: 'DecisionTaskScheduled', attributes: { taskList: {} } });
  });

  it('exits with 7 after --timeout', async () => {
    expect(await test.swf(['wait', 'open', '--timeout', '0.05s'])).toMatchObject({ exitCode: 7, stdout: '' });
  });

  it.each(['1.1h', '16.1s', '24d'])('takes a --timeout of %s for an event', async (timeout) => {
    const event = ['--for', 'event:DecisionTaskScheduled'];
    expect(await test.swf(['wait', 'open', ...event, '--timeout', timeout])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('prints why a run has failed', async () => {
    const { exitCode, stdout } = await test.swf(['wait', 'failed', '--fields', 'closeStatus,reason,details']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 8,
      stdout: 'closeStatus  FAILED\nreason       CardDeclined\ndetails      code 7\n',
    });
  });

  it.each([
    ['open', ['--timeout', '0.05s'], 7, 'no TimerFired of "open" within 0.05s'],
    ['failed', [], 8, '"failed" closed without TimerFired'],
  ])('says that the event has not come: %s', async (id, options, exitCode, message) => {
    const argv = ['wait', id, '--for', 'event:TimerFired', '--interval', '0.01s', ...options];
    expect(await test.swf(argv)).toEqual({ exitCode, stdout: '', stderr: `swf: ${message}\n` });
  });

  it('waits for an event of one run, and refuses --follow-runs', async () => {
    const wait = ['wait', 'again', '--for', 'event:TimerFired'];
    expect(await test.swf([...wait, '--follow-runs'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --follow-runs waits for the last run to close: it takes no --for event\n',
    });
  });

  it.each([
    ['--timeout', '24d', '25d'],
    ['--timeout', '24d', '0s'],
    ['--interval', '1d', '30d'],
    ['--interval', '1d', '0s'],
  ])('takes a %s up to %s, as timers do, and refuses %s', async (option, most, text) => {
    for (const event of ['closed', 'event:WorkflowExecutionStarted']) {
      expect(await test.swf(['wait', 'again', '--for', event, option, most])).toMatchObject({ exitCode: 0 });
      expect(await test.swf(['wait', 'open', '--for', event, option, text])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `swf: ${option} must be from 0.001s to ${most}, got ${text}\n`,
      });
    }
  });

  it.each(['open', 'TimerFired', 'event:', 'event:Timer', 'event:toString'])('refuses --for %s', async (text) => {
    expect(await test.swf(['wait', 'failed', '--for', text])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: --for must be closed or event:TYPE, got ${text}\n     event types are SWF's, such as TimerFired\n`,
    });
  });
});
