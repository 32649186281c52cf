import { WorkflowExecutionDecision } from '@swf/decisions';
import { set } from '@swf/settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interruption } from '../src/failures.js';
import { decide } from './support/decide.js';
import { openIds, startTestService, type TestService } from './support/service.js';

let test: TestService;

beforeEach(async () => {
  set({ maxAttempts: 1 });
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterEach(async () => {
  set({ maxAttempts: undefined });
  await test[Symbol.asyncDispose]();
});

const ESCAPE = '\u001b';

const FOLLOW = ['history', 'order-1', '--follow', '--interval', '0.01s', '--verbose', '-o', 'id'];

describe('a run that is followed', () => {
  it('is polled again when SWF has throttled a poll', async () => {
    let step = 0;
    let ended: Promise<unknown> | undefined;
    const { exitCode, stdout, stderr } = await test.swf(FOLLOW, {
      onShown(shown) {
        if (step === 0 && shown.includes('GetWorkflowExecutionHistory')) {
          step = 1;
          test.service.faults.set([
            { operations: ['GetWorkflowExecutionHistory'], fault: 'ThrottlingException', count: 2 },
          ]);
        }
        if (step === 1 && shown.includes('retrying in 120 ms')) {
          step = 2;
          ended = test.swf(['terminate', 'order-1']);
        }
      },
    });
    await ended;
    expect(exitCode).toBe(0);
    expect(stdout).toBe('1\n2\n3\n');
    expect(stderr.split('\n').filter((line) => line.startsWith('poll failed'))).toEqual([
      expect.stringMatching(/^poll failed, retrying in 60 ms: .*Rate exceeded/),
      expect.stringMatching(/^poll failed, retrying in 120 ms: .*Rate exceeded/),
    ]);
  });

  it('is polled again when SWF has answered a poll with a 5xx', async () => {
    let ended: Promise<unknown> | undefined;
    let isFailed = false;
    const { exitCode, stdout, stderr } = await test.swf(FOLLOW, {
      onShown(shown) {
        if (!isFailed && shown.includes('GetWorkflowExecutionHistory')) {
          isFailed = true;
          test.service.faults.set([
            { operations: ['GetWorkflowExecutionHistory'], fault: 'InternalFailure', count: 1 },
          ]);
        }
        if (shown.includes('retrying in')) ended ??= test.swf(['terminate', 'order-1']);
      },
    });
    await ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '1\n2\n3\n' });
    expect(stderr).toMatch(/^poll failed, retrying in 60 ms: .*InternalFailure/m);
  });

  it('waits twice as long after each failed poll, up to 60 intervals, and starts over after a success', async () => {
    const waits = (shown: string) => [...shown.matchAll(/retrying in (\S+ \S+): /g)].map(([, wait]) => wait);
    const fail = (count: number) =>
      test.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault: 'ThrottlingException', count }]);
    let episodes = 0;
    let ended: Promise<unknown> | undefined;
    const { stderr } = await test.swf(['history', 'order-1', '--follow', '--interval', '0.001s', '--verbose'], {
      onShown(shown) {
        const answered =
          shown
            .split(/retrying in/)
            .at(-1)
            ?.match(/^GetWorkflowExecutionHistory \d+ ms [\da-f-]{36}$/gm) ?? [];
        if (answered.length === 0) return;
        if (episodes === 0) fail(6);
        if (episodes === 1 && waits(shown).length === 6) fail(1);
        else if (episodes >= 1 && waits(shown).length < 7) return;
        episodes += 1;
        if (waits(shown).length === 7) ended ??= test.swf(['terminate', 'order-1']);
      },
    });
    await ended;
    expect(waits(stderr)).toEqual(['6 ms', '12 ms', '24 ms', '48 ms', '60 ms', '60 ms', '6 ms']);
  });

  it('ends with any other failure, and with a failure of its first poll', async () => {
    let isRefused = false;
    const { exitCode } = await test.swf(FOLLOW, {
      onShown() {
        if (isRefused) return;
        isRefused = true;
        test.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault: 'OperationNotPermittedFault' }]);
      },
    });
    expect(exitCode).toBe(5);
    test.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault: 'ThrottlingException' }]);
    expect(await test.swf(FOLLOW)).toMatchObject({ exitCode: 6, stdout: '' });
  });

  it('ends when it closes between two polls, though a new run of its workflow id is open', async () => {
    let restarted: Promise<unknown> | undefined;
    const { exitCode, stdout } = await test.swf(FOLLOW, {
      onShown() {
        restarted ??= decide(test, [WorkflowExecutionDecision.continueAsNew()]);
      },
    });
    await restarted;
    expect(exitCode).toBe(0);
    expect(stdout).toBe('1\n2\n3\n4\n5\n');
    expect(await openIds(test)).toEqual(['order-1']);
  });
});

describe('a list that is watched', () => {
  const watch = async (columns?: number) => {
    const interruption = new AbortController();
    const ran = await test.swf(['list', 'id:order-1', '--fields', 'workflowId', '--watch', '--interval', '0.01s'], {
      ...(columns !== undefined && { columns }),
      signal: interruption.signal,
      onPrinted(text) {
        if (text.split('order-1').length > 2) interruption.abort(new Interruption('SIGINT'));
      },
    });
    expect(ran).toMatchObject({ exitCode: 130, stderr: '' });
    return ran.stdout;
  };

  it('shows what has changed when a refresh follows one that SWF throttled', async () => {
    const interruption = new AbortController();
    let started: Promise<unknown> | undefined;
    const watch = ['list', 'status:open', '--watch', '--interval', '0.01s', '--verbose'];
    const { exitCode, stderr } = await test.swf(watch, {
      signal: interruption.signal,
      onShown(shown) {
        if (started !== undefined || !shown.includes('ListOpenWorkflowExecutions')) return;
        test.service.faults.set([
          { operations: ['ListOpenWorkflowExecutions'], fault: 'ThrottlingException', count: 1 },
        ]);
        started = test.order.startExecution({ workflowId: 'order-2', client: test.client });
      },
      onPrinted(text) {
        if (text.includes('order-2')) interruption.abort(new Interruption('SIGINT'));
      },
    });
    await started;
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/^poll failed, retrying in 60 ms: .*Rate exceeded/m);
  });

  it('is drawn over itself on the alternate screen of a terminal, which is cleared once', async () => {
    const [enter, leave] = [`${ESCAPE}[?1049h${ESCAPE}[?25l`, `${ESCAPE}[?1049l${ESCAPE}[?25h`];
    const [home, clear] = [`${ESCAPE}[H`, `${ESCAPE}[2J`];
    const frame = `WORKFLOW ID${ESCAPE}[K\r\norder-1${ESCAPE}[K${ESCAPE}[J`;
    const stdout = await watch(80);
    expect(stdout.slice(0, -leave.length).replaceAll(`${home}${frame}${home}${frame}`, `${home}${frame}`)).toBe(
      `${enter}${home}${clear}${frame}${home}${frame}`,
    );
    expect(stdout.endsWith(leave)).toBe(true);
  });

  it('shows as many lines as the terminal has', async () => {
    for (const number of [2, 3, 4])
      await test.order.startExecution({ workflowId: `order-${number}`, client: test.client });
    const last = async (rows: number) => {
      const interruption = new AbortController();
      const { stdout } = await test.swf(['list', '--fields', 'workflowId', '--watch', '--reverse'], {
        columns: 80,
        rows,
        signal: interruption.signal,
        onPrinted: () => interruption.abort(new Interruption('SIGINT')),
      });
      return stdout;
    };
    const line = (text: string) => `${text}${ESCAPE}[K`;
    const ids = [1, 2, 3, 4].map((number) => line(`order-${number}`));
    const shown = async (rows: number) => (await last(rows)).split(`${ESCAPE}[2J`)[1]?.split(`${ESCAPE}[J`)[0];
    expect(await shown(5)).toBe([line('WORKFLOW ID'), ...ids].join('\r\n'));
    expect(await shown(4)).toBe([line('WORKFLOW ID'), ...ids.slice(0, 2), line('… 2 more lines')].join('\r\n'));
  });

  it('is appended to a pipe, again and again', async () => {
    expect(await watch()).toMatch(/^(?:WORKFLOW ID\norder-1\n){2,}$/);
  });

  it.each([
    [['--all'], '--watch and --all exclude each other'],
    [['-o', 'json'], '--watch prints tables; poll with -o json instead'],
  ])('is refused with %j', async (options, message) => {
    expect(await test.swf(['list', '--watch', ...options])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${message}\n`,
    });
  });
});
