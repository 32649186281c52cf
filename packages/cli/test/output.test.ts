import { WorkflowExecutionDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';

let test: TestService;

/** A run of each status, a minute between them, the open one first; each is named after its status. */
beforeAll(async () => {
  test = await startTestService();
  const { client, clock, order } = test;
  const start = async (workflowId: string, ...tagList: readonly string[]) => {
    const run = await order.startExecution({
      workflowId,
      tagList: [...tagList],
      executionStartToCloseTimeout: 7200,
      client,
    });
    await clock.advance({ minutes: 1 });
    return run;
  };
  await order.startExecution({ workflowId: 'timed-out', executionStartToCloseTimeout: 30, taskList: 'none', client });
  await clock.advance({ minutes: 1 });
  for (const [workflowId, decision] of [
    ['completed', WorkflowExecutionDecision.complete()],
    ['failed', WorkflowExecutionDecision.fail({ reason: 'CardDeclined' })],
    ['canceled', WorkflowExecutionDecision.cancel()],
  ] as const) {
    const run = await start(workflowId, 'eu');
    if (workflowId === 'canceled') await run.requestCancel({ client });
    await decide(test, [decision]);
  }
  await (await start('terminated', 'us', 'vip')).terminate({ client });
  await start('open', '東京', 'a "b", c');
});
afterAll(() => test[Symbol.asyncDispose]());

const ESCAPE = '\u001b';

/** What `swf list` prints of these fields, line by line and without a header. */
async function listed(fields: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await test.swf(['list', '--no-header', '-o', 'csv', '--fields', fields, ...argv]);
  return stdout.split('\r\n').slice(0, -1);
}

describe('--sort', () => {
  it.each([
    ['workflowId', ['canceled', 'completed', 'failed', 'open', 'terminated', 'timed-out']],
    ['workflowId:asc', ['canceled', 'completed', 'failed', 'open', 'terminated', 'timed-out']],
    ['startTimestamp', ['timed-out', 'completed', 'failed', 'canceled', 'terminated', 'open']],
    ['startTimestamp:desc', ['open', 'terminated', 'canceled', 'failed', 'completed', 'timed-out']],
    ['tagList', ['completed', 'failed', 'canceled', 'terminated', 'open', 'timed-out']],
    // An open run comes after all closed ones.
    ['closeTimestamp', ['timed-out', 'completed', 'failed', 'canceled', 'terminated', 'open']],
    ['closeTimestamp:desc', ['open', 'terminated', 'canceled', 'failed', 'completed', 'timed-out']],
  ])('orders by %s', async (order, ids) => {
    expect(await listed('workflowId', '--sort', order, '--reverse')).toEqual(ids);
  });

  it('orders numbers by their size', async () => {
    const { stdout } = await test.swf(['history', 'failed', '--sort', 'eventId:desc', '-o', 'id']);
    expect(stdout).toBe('5\n4\n3\n2\n1\n');
    const counts = await test.swf(['count', '--by', 'status', '--sort', 'count', '-o', 'id']);
    expect(counts.stdout).toBe('OPEN\nCLOSED\n');
    // By default, the largest comes first, and not what was listed first.
    expect((await test.swf(['count', '--by', 'status', '-o', 'id'])).stdout).toBe('CLOSED\nOPEN\n');
  });

  it('refuses a direction other than asc and desc', async () => {
    const { exitCode, stderr } = await test.swf(['list', '--sort', 'workflowId:up']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'swf: --sort: unknown field "workflowId:up"\n     --fields help lists the fields\n',
    });
  });
});

describe('--fields', () => {
  it('orders the members of JSON, nested as they are, without those that are undefined', async () => {
    const fields = 'workflowType.version, tagList.0,workflowType.name,parent,closeStatus';
    const { stdout } = await test.swf(['list', 'id:terminated', '-o', 'json', '--fields', fields]);
    expect(stdout).toBe(
      `[
  {
    "workflowType": {
      "version": "1.0",
      "name": "order"
    },
    "tagList": {
      "0": "us"
    },
    "closeStatus": "TERMINATED"
  }
]
`,
    );
  });

  it.each(['workflowType,workflowType.name', 'workflowType.name,workflowType,workflowType.version'])(
    'may name an object and what is in it: %s',
    async (fields) => {
      expect(await test.swf(['list', 'id:open', '-o', 'jsonl', '--fields', fields])).toEqual({
        exitCode: 0,
        stdout: '{"workflowType":{"name":"order","version":"1.0"}}\n',
        stderr: expect.any(String),
      });
    },
  );

  it('is the columns of a table, with objects as JSON', async () => {
    const fields = 'workflowType.name,workflowType,cancelRequested,closeTimestamp,tagList.map';
    const argv = ['list', 'id:open', '--fields', fields];
    expect((await test.swf(argv)).stdout).toBe(
      [
        'WORKFLOW TYPE NAME  WORKFLOW TYPE                     CANCEL REQUESTED  CLOSE TIMESTAMP  TAG LIST MAP',
        'order               {"name":"order","version":"1.0"}  false',
        '',
      ].join('\n'),
    );
    expect((await test.swf([...argv, '--no-header'])).stdout).toBe('order  {"name":"order","version":"1.0"}  false\n');
  });

  it('takes no room for a column without values or a header', async () => {
    const fields = 'workflowId,closeTimestamp,executionStatus';
    const { stdout } = await test.swf(['list', 'id:open', '--fields', fields, '--no-header']);
    expect(stdout).toBe('open    OPEN\n');
  });

  it('is the lines of a single result', async () => {
    const { stdout } = await test.swf(['describe', 'open', '--fields', 'tagList,closeStatus,executionStatus']);
    expect(stdout).toBe('tagList          東京,a "b", c\nexecutionStatus  OPEN\n');
    const json = await test.swf(['describe', 'open', '-o', 'json', '--fields', 'workflowId']);
    expect(json.stdout).toBe('{\n  "workflowId": "open"\n}\n');
  });

  it.each(['workflowI', 'id', '', 'workflowId,', 'workflowTypes.name'])('refuses "%s"', async (fields) => {
    expect(await test.swf(['list', '--fields', fields])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^swf: --fields: unknown field ".*"\n {5}--fields help lists the fields\n$/),
    });
  });
});

describe('-o csv', () => {
  it('has instants in ISO 8601', async () => {
    expect(await listed('startTimestamp,closeTimestamp', 'id:timed-out')).toEqual([
      '2026-11-28T12:00:00.000Z,2026-11-28T12:00:30.000Z',
    ]);
  });

  it('quotes what has a comma, a quote or a line break, and leaves cells without a value empty', async () => {
    expect(await listed('workflowId,closeStatus,tagList', 'id:open')).toEqual([
      'open,,"[""東京"",""a \\""b\\"", c""]"',
    ]);
    await using other = await startTestService();
    await other.order.startExecution({ workflowId: 'order-1', input: 'one\ntwo\rthree', client: other.client });
    const fields = ['--fields', 'eventId,attributes.input'];
    const { stdout } = await other.swf(['history', 'order-1', '-o', 'csv', ...fields]);
    expect(stdout).toBe('eventId,attributes.input\r\n1,"one\ntwo\rthree"\r\n2,\r\n');
  });
});

describe('--color', () => {
  const isColored = async (color: string, columns: number | undefined, env: Readonly<Record<string, string>>) => {
    const changes = columns === undefined ? { env } : { env, columns };
    const { stdout } = await test.swf(['list', 'id:failed', '--color', color], changes);
    return stdout.includes(`${ESCAPE}[31mfailed`);
  };
  const [TERMINAL, PIPE] = [100, undefined];

  it.each([
    ['auto', TERMINAL, {}, true],
    ['auto', PIPE, {}, false],
    ['auto', TERMINAL, { NO_COLOR: '1' }, false],
    ['auto', TERMINAL, { NO_COLOR: '' }, true],
    ['auto', PIPE, { FORCE_COLOR: '1' }, true],
    ['auto', PIPE, { FORCE_COLOR: '' }, true],
    ['auto', TERMINAL, { FORCE_COLOR: '0' }, false],
    ['auto', PIPE, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['auto', TERMINAL, { TERM: 'dumb' }, false],
    ['auto', TERMINAL, { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    ['always', PIPE, { NO_COLOR: '1' }, true],
    ['never', TERMINAL, { FORCE_COLOR: '1' }, false],
  ])('%s, with a width of %s and %j, is %s', async (color, columns, env, expected) => {
    expect(await isColored(color, columns, env)).toBe(expected);
  });

  it('distinguishes how runs have closed', async () => {
    const { stdout } = await test.swf(['list', '--limit', '9', '--color', 'always']);
    const colors = [...stdout.matchAll(new RegExp(`${ESCAPE}\\[(\\d+)m([a-z ]+)${ESCAPE}\\[39m`, 'g'))].map(
      ([, color, status]) => [status, color],
    );
    expect(Object.fromEntries(colors)).toEqual({
      open: '36',
      completed: '32',
      failed: '31',
      'timed out': '31',
      canceled: '33',
      terminated: '33',
    });
  });

  it('marks the events that report a failure or a completion', async () => {
    const { stdout } = await test.swf(['history', 'failed', '--color', 'always']);
    const colors = [...stdout.matchAll(new RegExp(`${ESCAPE}\\[(\\d+)m(\\w+)`, 'g'))].map(([, color, eventType]) => [
      eventType,
      color,
    ]);
    expect(colors).toEqual([
      ['DecisionTaskCompleted', '32'],
      ['WorkflowExecutionFailed', '31'],
    ]);
  });
});

describe('--time', () => {
  const started = async (...argv: readonly string[]) => {
    const { stdout } = await test.swf(['list', 'id:open', '--no-header', '--fields', 'startTimestamp', ...argv]);
    return stdout.trimEnd();
  };

  it('is ISO 8601, the local time or an age', async () => {
    expect(await started()).toBe('2026-11-28T12:05:00.000Z');
    expect(await started('--time', 'iso')).toBe('2026-11-28T12:05:00.000Z');
    expect(await started('--time', 'local', '--utc')).toBe('2026-11-28 12:05:00');
    expect(await started('--time', 'local')).toBe(new Date('2026-11-28T12:05:00Z').toLocaleString('sv-SE'));
    expect(await started('--time', 'relative')).toBe('1 min ago');
  });

  it('is in the time zone of the user, unless --utc is given', async () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await started('--time', 'local')).toBe('2026-11-28 21:05:00');
    expect(await started('--time', 'local', '--utc')).toBe('2026-11-28 12:05:00');
  });

  it.each([
    ['2026-11-28T12:05:00Z', '0 s ago', '0 s'],
    ['2026-11-28T12:04:59Z', 'in 1 s', '0 s'],
    ['2027-02-26T12:05:00Z', '90 d ago', '90 d'],
  ])('is a precise age and duration at %s', async (now, age, duration) => {
    const { stdout } = await test.swf(['list', 'id:open', '--no-header', '--time', 'relative'], {
      now: () => new Date(now),
    });
    expect(stdout).toContain(`  open  ${age}  ${duration}  `);
  });

  it('is an age on a terminal by default, or the time to come', async () => {
    const { stdout } = await test.swf(['list', 'id:open', '--no-header', '--fields', 'startTimestamp'], {
      columns: 80,
      now: () => new Date('2026-11-28T10:05:00Z'),
    });
    expect(stdout).toBe('in 2 h\n');
  });
});

describe('a table on a terminal', () => {
  const list = (columns: number, ...argv: readonly string[]) =>
    test.swf(['list', 'status:open', '--color', 'never', ...argv], { columns });

  it('is cut to its width: the longest columns first, no time, and none below 8 cells', async () => {
    expect((await list(60)).stdout).toBe(
      [
        'WORKFLOW…  TYPE       STATUS  STARTED    DURATION  TAGS',
        'open       order@1.0  open    1 min ago  1 min     東京,a "…',
        '',
      ].join('\n'),
    );
    expect((await list(20)).stdout).toBe(
      [
        'WORKFLO…  TYPE      STATUS  STARTED    DURATION  TAGS',
        'open      order@1…  open    1 min ago  1 min     東京,a …',
        '',
      ].join('\n'),
    );
  });

  it('is as wide as its text with --wide, and in a pipe', async () => {
    const lines = [
      'WORKFLOW ID  TYPE       STATUS  STARTED    DURATION  TAGS',
      'open         order@1.0  open    1 min ago  1 min     東京,a "b", c',
      '',
    ].join('\n');
    expect((await list(40, '--wide')).stdout).toBe(lines);
    expect((await test.swf(['list', 'status:open', '--time', 'relative'])).stdout).toBe(lines);
  });

  it('aligns what follows characters of two cells', async () => {
    const { stdout } = await test.swf(['list', 'status:open', '--fields', 'tagList,workflowId,runId', '--no-header'], {
      columns: 30,
    });
    expect(stdout).toMatch(/^東京,a "b"… {2}open {2}22\S{8}…\n$/);
  });
});
