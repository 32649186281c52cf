import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ChildWorkflowExecutionDecision } from '@swf/decisions';
import { Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startContinuedChild } from './support/continued-child.js';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf dump', () => {
  it('prints JSON that is indented by two', async () => {
    const { stdout } = await test.swf(['dump', 'order-1']);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), undefined, 2)}\n`);
  });

  it('writes a compressed and redacted file of each run', async () => {
    const output = emptyFolder();
    expect(await test.swf(['dump', 'order-2', '--children', '--gzip', '--redact', '--dir', output])).toMatchObject({
      exitCode: 0,
    });
    const files = readdirSync(output).sort();
    expect(files).toHaveLength(2);
    const text = gunzipSync(readFileSync(join(output, files[0] ?? ''))).toString('utf8');
    expect(text).toContain('"result": "[13 characters]"');
    expect(text).not.toContain('paid');
  });

  it('names files after workflow ids, even if these are long or mean something in a path', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    const long = 'x'.repeat(255);
    const ids = [`${long}1`, `${long}2`, '..', 'a*b'];
    await order.startExecution({ workflowId: 'a/b', client });
    await decide(
      other,
      ids.map((workflowId) => ChildWorkflowExecutionDecision.start({ workflowId, workflowType: order })),
    );
    const output = emptyFolder();
    const argv = ['dump', 'a/b', '--children', '--dir', join(output, 'dumps')];
    const { exitCode, stderr } = await other.swf(argv);
    const files = readdirSync(join(output, 'dumps'));
    expect({ exitCode, wrote: stderr.match(/^wrote .*$/gm) }).toEqual({
      exitCode: 0,
      wrote: expect.arrayContaining(files.map((file) => `wrote ${join(output, 'dumps', file)}`)),
    });
    const x = 'x'.repeat(100);
    expect(files.map((file) => file.replace(/-22[^-]*\.json$/, '')).sort()).toEqual(['%2E%2E', 'a%2Ab', 'a%2Fb', x, x]);
    expect(statSync(join(output, 'dumps', files[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it('goes on after a child that SWF has dropped, and names it', async () => {
    await using other = await startTestService();
    const { client, clock } = other;
    const domain = await new Domain('short', { retentionPeriodInDays: 1 }).save({ client });
    const order = await new WorkflowType(domain, 'order', '1.0', {
      defaultTaskList: 'orders',
      defaultTaskStartToCloseTimeout: 60,
      defaultExecutionStartToCloseTimeout: 30 * 86_400,
      defaultChildPolicy: 'ABANDON',
    }).save({ client });
    await order.startExecution({ workflowId: 'parent', client });
    const children = ['dropped', 'kept'].map((workflowId) =>
      ChildWorkflowExecutionDecision.start({ workflowId, workflowType: order }),
    );
    await decide(other, children, 'orders', domain.name);
    await new WorkflowExecution(domain, 'dropped').terminate({ client });
    await clock.advance({ days: 2, hours: 1 });
    const output = emptyFolder();
    const argv = ['dump', 'parent', '--children', '--dir', output, '--domain', 'short'];
    const { exitCode, stderr } = await other.swf(argv);
    const names = readdirSync(output).map((file) => file.replace(/-22[^-]*\.json$/, ''));
    expect({ exitCode, names: names.sort() }).toEqual({ exitCode: 0, names: ['kept', 'parent'] });
    expect(stderr).toContain('dropped was dropped by SWF after its retention period\n');
  });

  it('follows a child that has continued as new to its latest run', async () => {
    await using other = await startContinuedChild(30);
    const output = emptyFolder();
    const argv = ['dump', 'parent', '--children', '--dir', output, '--domain', 'families'];
    expect(await other.swf(argv)).toMatchObject({ exitCode: 0 });
    const [first, , latest] = await other.childRuns();
    const files = [first, latest].map((run) => `child-${encodeURIComponent(run?.runId ?? '')}.json`);
    expect(readdirSync(output).sort()).toEqual([...files.sort(), expect.stringMatching(/^parent-/)]);
  });

  it.each([
    [['--children'], 2, /\.json$/],
    [['--gzip'], 1, /\.json\.gz$/],
  ])('writes into the current folder with %o', async (options, count, name) => {
    const cwd = process.cwd();
    const here = emptyFolder();
    process.chdir(here);
    onTestFinished(() => process.chdir(cwd));
    expect(await test.swf(['dump', 'order-2', ...options])).toMatchObject({ exitCode: 0, stdout: '' });
    const files = readdirSync(here);
    expect(files).toHaveLength(count);
    for (const file of files) expect(file).toMatch(name);
  });

  it('leaves no payload with --redact', async () => {
    const { stdout } = await test.swf(['dump', 'order-1', '--redact']);
    expect(stdout).not.toContain('secret');
    expect(stdout).not.toContain('CardDeclined');
    expect(stdout).toContain('"activityId": "charge-1"');
  });
});

describe('swf diff', () => {
  it('compares entities, and exits with 8 if they differ', async () => {
    expect(await test.swf(['diff', dump, 'order-1'])).toMatchObject({
      exitCode: 0,
      stderr: 'no differences\n',
    });
    const { exitCode, stdout } = await test.swf(['diff', 'order-1', 'order-2', '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        { type: 'WorkflowExecution', id: '', attempt: 1, field: 'state', a: 'started', b: 'completed' },
        { type: 'Timer', id: 'patience', attempt: 1, field: 'state', a: 'started' },
      ]),
    );
  });
});

describe('histories that differ in one place', () => {
  it('are a table of one line', async () => {
    const changed = join(folder, 'one-difference.json');
    writeFileSync(changed, readFileSync(dump, 'utf8').replaceAll('CardDeclined', 'CardExpired'));
    expect(await test.swf(['diff', dump, changed])).toEqual({
      exitCode: 8,
      stdout:
        'TYPE          ID        ATTEMPT  FIELD   A             B\n' +
        'ActivityTask  charge-1  1        reason  CardDeclined  CardExpired\n',
      stderr: '',
    });
  });
});

describe('a redacted dump', () => {
  it('is compared by the lengths of its texts, which swf diff says', async () => {
    const redacted = join(folder, 'redacted.json');
    writeFileSync(redacted, (await test.swf(['dump', 'order-1', '--redact'])).stdout);
    expect(await test.swf(['diff', redacted, 'order-1'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `${redacted} is redacted: its texts are compared by their lengths\nno differences\n`,
    });
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(dump, 'utf8').replaceAll('CardDeclined', 'CardExpired'));
    const { exitCode, stdout } = await test.swf(['diff', redacted, changed, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'charge-1', field: 'reason', a: '[12 characters]', b: 'CardExpired' },
    ]);
  });
});
