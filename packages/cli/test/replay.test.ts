import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TimerDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from './support/decide.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf replay', () => {
  // By path: a module in another folder does not find packages by name.
  const decisions = new URL('../../decisions/src/index.ts', import.meta.url).href;
  const decider = (timerSeconds: number) => `
    import { ActivityTaskDecision, TimerDecision } from '${decisions}';
    export function decide(task) {
      const isFirst = task.startedEventId === 3;
      const activityType = { name: 'charge-card', version: '1.0' };
      const schedule = ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType, input: 'secret' });
      const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: ${timerSeconds} });
      return isFirst ? [schedule, timer] : [schedule];
    }`;

  it('passes for the code that decided, and names the first difference of other code', async () => {
    const same = join(folder, 'same.mjs');
    writeFileSync(same, decider(7200));
    expect(await test.swf(['replay', dump, '--decider', same])).toMatchObject({ exitCode: 0 });
    const other = join(folder, 'other.mjs');
    writeFileSync(other, decider(60));
    const { exitCode, stdout } = await test.swf([
      'replay',
      '--open',
      'type:order@1.0',
      '--decider',
      other,
      '-o',
      'json',
    ]);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        source: 'order-1',
        outcome: 'differs',
        difference: expect.stringContaining('startToFireTimeout'),
      }),
    ]);
  });

  const replayed = async (file: string) => {
    const { exitCode, stdout, stderr } = await test.swf(['replay', dump, dump, '--decider', file, '-o', 'json']);
    return { exitCode, stderr, rows: JSON.parse(stdout) as unknown };
  };

  it.each([
    ['decide', '', 'export function decide', ''],
    ['default', '', 'export default function', ''],
    ['a named export', '#other', 'export function other', ''],
    ['#default', '#default', 'function decide', 'export default decide;'],
  ])('takes %s of a module for its decider', async (_, name, declaration, rest) => {
    const file = join(emptyFolder(), 'decider.mjs');
    writeFileSync(file, decider(7200).replace('export function decide', declaration) + rest);
    const row = { source: dump, outcome: 'same', tasks: 2 };
    expect(await replayed(`${file}${name}`)).toEqual({
      exitCode: 0,
      stderr: '2 replayed, 0 differ\n',
      rows: [row, row],
    });
  });

  it('is a table of outcomes and first differences', async () => {
    const file = join(emptyFolder(), 'decider.mjs');
    writeFileSync(file, decider(60));
    const { stdout } = await test.swf(['replay', '--open', 'id:order-1', '--decider', file]);
    expect(stdout).toMatch(/^SOURCE {3}OUTCOME {2}TASKS {2}FIRST DIFFERENCE\norder-1 {2}differs {2}1 {6}\S.*\n$/);
  });

  it('reports the error of a decider as a difference', async () => {
    const file = join(folder, 'fails.mjs');
    writeFileSync(file, "export const decide = () => { throw new Error('no luck'); };");
    const row = { source: dump, outcome: 'differs', tasks: 1, difference: expect.stringContaining('no luck') };
    expect(await replayed(file)).toEqual({ exitCode: 8, stderr: '2 replayed, 2 differ\n', rows: [row, row] });
  });

  it.each([
    [7200, '\u001b[32msame'],
    [60, '\u001b[31mdiffers'],
  ])('colors the outcome with a timer of %i s', async (timerSeconds, outcome) => {
    const file = join(emptyFolder(), 'decider.mjs');
    writeFileSync(file, decider(timerSeconds));
    const { stdout } = await test.swf(['replay', dump, '--decider', file, '--color', 'always']);
    expect(stdout).toContain(outcome);
  });

  it('finds the one that differs among a hundred open runs', async () => {
    await using other = await startTestService();
    await startOrders(other, 100);
    const timer = (seconds: number) => [TimerDecision.start({ timerId: 'patience', startToFireTimeout: seconds })];
    for (let index = 0; index < 100; index += 1) {
      await decide(other, (workflowId) => timer(workflowId === 'order-57' ? 60 : 7200));
    }
    const file = join(folder, 'timer.mjs');
    writeFileSync(
      file,
      `import { TimerDecision } from '${decisions}';
      export const decide = () => [TimerDecision.start({ timerId: 'patience', startToFireTimeout: 7200 })];`,
    );
    const replay = ['replay', '--open', 'type:order@1.0 since:1d', '--decider', file];
    const { exitCode, stdout, stderr } = await other.swf([...replay, '-o', 'jsonl', '--fields', 'source,outcome']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '100 replayed, 1 differs\n' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { source: string; outcome: string });
    expect(rows.filter(({ outcome }) => outcome !== 'same')).toEqual([{ source: 'order-57', outcome: 'differs' }]);
    expect(await other.swf(['replay', '--open', 'status:closed', '--decider', file])).toMatchObject({ exitCode: 2 });
  });

  it("refuses decisions in the SDK's form", async () => {
    const file = join(folder, 'sdk.mjs');
    writeFileSync(file, "export const decide = () => [{ decisionType: 'StartTimer' }];");
    expect(await test.swf(['replay', dump, '--decider', file])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${dump}: decisions[0] must be one of @swf/decisions, got the SDK's form of "StartTimer"\n`,
    });
  });

  it('refuses a module without a decider', async () => {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const nothing = 1;');
    expect(await test.swf(['replay', dump, '--decider', empty])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['replay', dump, '--decider', join(folder, 'missing.mjs')])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['replay', dump, '--decider', `${empty}#gone`])).toMatchObject({ exitCode: 2 });
  });
});
