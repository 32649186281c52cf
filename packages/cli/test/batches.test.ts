import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interruption } from '../src/failures.js';
import { journalLines } from './support/journal.js';
import { openIds, startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';

let test: TestService;
let log: string[];

beforeEach(async () => {
  log = [];
  const note = (line: string) => void log.push(line);
  test = await startTestService({ logger: { debug: note, info: note, warn: note, error: note } });
});
afterEach(() => test[Symbol.asyncDispose]());

/** The number of requests of an operation that the service has answered. */
function requests(operation: string): number {
  return log.filter((line) => line.includes(`.${operation}: `)).length;
}

describe('a batch', () => {
  it('terminates what it selected, and keeps a journal', async () => {
    await startOrders(test, 7);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { exitCode, stdout, stderr } = await test.swf([
      ...['terminate', 'type:order@1.0', '--yes', '--rate', '1000', '--journal', journal],
    ]);
    expect(await openIds(test)).toEqual([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toBe(
      [
        '7 open executions in domain orders (us-east-1), started 2026-11-28',
        '  order-7, order-6, order-5, order-4, order-3, and 2 more (--dry-run lists all)',
        "  SWF filters by type, nothing is filtered locally · 1000 a second, about 1 s · children: each execution's own policy",
        `terminated 7 · journal ${journal}`,
        '',
      ].join('\n'),
    );
    expect(journalLines(journal).map(({ type }) => type)).toEqual([
      'batch',
      ...Array.from({ length: 7 }, () => 'selected'),
      ...Array.from({ length: 7 }, () => 'outcome'),
    ]);
  });

  it('has a journal of its own, even if another batch began in the same second', async () => {
    await startOrders(test, 1);
    const env = { HOME: emptyFolder() };
    const signal = ['signal', 'status:open', '--signal', 'refresh', '--yes'];
    const ran = [];
    for (let number = 1; number <= 3; number += 1) ran.push(await test.swf(signal, { env }));

    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const journals = ran.map(({ stderr }) => /journal (.*)$/m.exec(stderr)?.[1] ?? '');
    expect(journals.map((path) => /batch-\d{8}-\d{6}(.*)$/.exec(path)?.[1])).toEqual([
      '.jsonl',
      '-2.jsonl',
      '-3.jsonl',
    ]);
    for (const path of journals)
      expect(journalLines(path).map(({ type }) => type)).toEqual(['batch', 'selected', 'outcome']);
  });

  it('lists the selection with --dry-run, and changes nothing', async () => {
    await startOrders(test, 2);
    const { stdout } = await test.swf(['cancel', 'status:open', '--dry-run']);
    expect(stdout).toMatch(/^WORKFLOW ID.*\norder-2 .*\norder-1 /);
    expect(await openIds(test)).toHaveLength(2);
  });

  it('names the days on which its first and last run started', async () => {
    await startOrders(test, 1);
    await test.clock.advance({ hours: 20 });
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    const { stderr } = await test.swf(['cancel', 'status:open', '--dry-run']);
    expect(stderr).toContain('2 open executions in domain orders (us-east-1), started 2026-11-28 … 2026-11-29\n');
  });

  it('is refused without a terminal or --yes, and with more runs than --max', async () => {
    await startOrders(test, 2);
    expect(await test.swf(['terminate', 'status:open'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('this must be confirmed, and stdin is not a terminal'),
    });
    expect(await test.swf(['terminate', 'status:open', '--yes', '--max', '1'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--yes takes at most 1 executions, got 2'),
    });
    expect(await openIds(test)).toHaveLength(2);
  });

  it.each([
    [['signal', '--signal', 'x', '--input', 'x'.repeat(32_769)], 'input must have'],
    [['signal', '--signal', 'x'.repeat(257)], 'signalName must have'],
    [['terminate', '--reason', 'x'.repeat(257)], 'reason must have'],
    [['terminate', '--details', 'x'.repeat(32_769)], 'details must have'],
  ])('is refused before it selects if SWF would refuse the change of every run: %j', async (argv, message) => {
    await startOrders(test, 1);
    const sent = log.length;
    const { exitCode, stderr } = await test.swf([...argv, 'status:open', '--yes']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(`swf: ${message}`) });
    expect(log.length).toBe(sent);
  });

  it.each(['FILE/journal.jsonl', 'FILE'])(
    'is refused before it is confirmed if it can have no journal: %s',
    async (name) => {
      await startOrders(test, 1);
      const file = join(emptyFolder(), 'file');
      writeFileSync(file, '');
      const journal = name.replace('FILE', file);
      const { exitCode, stderr } = await test.swf(['terminate', 'status:open', '--journal', journal], {
        onShown: (text) => expect(text).not.toContain('Type 1'),
      });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringMatching(/^swf: --journal: E(?:NOTDIR|EXIST): /m),
      });
      expect(await openIds(test)).toEqual(['order-1']);
    },
  );

  it('leaves no journal if it is not confirmed', async () => {
    await startOrders(test, 1);
    const folder = emptyFolder();
    await test.swf(['terminate', 'status:open', '--journal', join(folder, 'journal.jsonl')]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says why its requests failed, the commonest reason first', async () => {
    await startOrders(test, 7);
    test.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'OperationNotPermittedFault' }]);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { exitCode, stderr } = await test.swf([
      ...['terminate', 'type:order@1.0', '--yes', '--rate', '1000', '--journal', journal],
    ]);
    expect(exitCode).toBe(9);
    const [plan = '', ...lines] = stderr.split(/(?=^terminated )/m);
    expect(plan).toMatch(/^7 open executions/);
    expect(lines.join('').split('\n')).toEqual([
      `terminated 0 · failed 7 · journal ${journal}`,
      ...Array.from({ length: 5 }, () => expect.stringMatching(/^ {2}1 failed: .*order-\d/)),
      '  and for 2 other reasons, in the journal',
      'swf: 7 of 7 failed',
      `     the rest: swf terminate --resume ${journal} ${test.options}`,
      '',
    ]);
  });

  it.each([
    [5, '', ''],
    [6, ', and 1 more (--dry-run lists all)', '  and for 1 other reason, in the journal\n'],
  ])('names 5 of %i runs, and as many reasons of failures', async (count, others, otherReasons) => {
    await startOrders(test, count);
    test.service.faults.set([{ operations: ['TerminateWorkflowExecution'], fault: 'OperationNotPermittedFault' }]);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { stderr } = await test.swf(['terminate', 'status:open', '--yes', '--rate', '1000', '--journal', journal]);
    expect(stderr.split('\n')[1]).toMatch(new RegExp(`^ (?: order-\\d,?){5}${others.replace(/[()]/g, '\\$&')}$`));
    const [, reasons] = stderr.split(` · journal ${journal}\n`);
    expect(reasons?.replaceAll(/^ {2}1 failed: .*\n/gm, '#')).toBe(
      `#####${otherReasons}swf: ${count} of ${count} failed\n     the rest: swf terminate --resume ${journal} ${test.options}\n`,
    );
  });

  it('counts runs that have closed meanwhile as done', async () => {
    await startOrders(test, 3);
    const [latest] = await new WorkflowExecutionQuerySet(test.domain, { client: test.client }).all();
    let isTyped = false;
    const { exitCode, stderr } = await test.swf(['cancel', '--every-open', '--rate', '1000'], {
      onShown(text, type) {
        if (isTyped || !text.includes('Type 3 to cancel them: ')) return;
        isTyped = true;
        void latest?.terminate({ client: test.client }).then(() => type('3\r'));
      },
    });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('requested the cancellation of 2 · already closed 1 · journal ');
    // Each count overwrites the one before.
    expect(stderr).toContain('1 of 3\r2 of 3\r3 of 3\r');
  });

  it('says what it will do: the filter, the rate, the time and the child policy', async () => {
    await startOrders(test, 7);
    const plan = async (...argv: readonly string[]) =>
      (await test.swf(['terminate', '--dry-run', ...argv])).stderr.split('\n').slice(1).join('\n');
    expect(await plan('status:open', '--rate', '2', '--child-policy', 'ABANDON')).toBe(
      '  order-7, order-6, order-5, order-4, order-3, and 2 more\n' +
        '  SWF filters by status alone, nothing is filtered locally · 2 a second, about 4 s · children: ABANDON\n',
    );
    expect(await plan('type:order', 'id:order-2', '--rate', '1')).toBe(
      '  order-2\n' +
        "  SWF filters by workflowId, type is filtered locally · 1 a second, about 1 s · children: each execution's own policy\n",
    );
    const { stderr } = await test.swf(['cancel', 'id:order-2', '--dry-run', '--rate', '1']);
    expect(stderr).toMatch(/^1 open execution in .*\n.*\n.* · 1 a second, about 1 s\n$/);
  });

  it('sends each selected run the signal with its input', async () => {
    await startOrders(test, 2);
    const input = '{"by":"ops"}';
    const argv = ['signal', 'status:open', '--signal', 'hurry', '--input', input, '--rate', '1000'];
    expect(await test.swf([...argv, '--yes', '--max', '2'])).toMatchObject({ exitCode: 0 });
    const fields = ['--only', 'signals', '-o', 'json', '--fields', 'attributes.signalName,attributes.input'];
    for (const id of ['order-1', 'order-2']) {
      const { stdout } = await test.swf(['history', id, ...fields]);
      expect(JSON.parse(stdout)).toEqual([{ attributes: { signalName: 'hurry', input } }]);
    }
  });

  it('succeeds if nothing matches', async () => {
    expect(await test.swf(['terminate', 'tag:none', '--yes'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'no open executions match\n',
    });
  });

  it('is refused for closed executions, and for terms beside an id', async () => {
    expect(await test.swf(['terminate', 'closed:failed', '--yes'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['terminate', 'order-1', 'status:open', '--yes'])).toMatchObject({ exitCode: 2 });
  });
});

describe('a batch of 212', () => {
  it('hits each selected run once, and no later run, even if it is interrupted and resumed', async () => {
    await startOrders(test, 212);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { client, order } = test;
    const interruption = new AbortController();
    let isConfirmed = false;
    const stopped = await test.swf(['terminate', 'type:order@1.0', '--rate', '1000', '--journal', journal], {
      signal: interruption.signal,
      onShown(text, type) {
        if (!isConfirmed && text.includes('Type 212 to terminate them: ')) {
          isConfirmed = true;
          void closeAndRestart().then(() => type('212\r'));
        }
        if (/\b1\d\d of 212/.test(text)) interruption.abort(new Interruption('SIGINT'));
      },
    });
    async function closeAndRestart(): Promise<void> {
      const [, second, third] = await new WorkflowExecutionQuerySet(test.domain, { client }).reverse().limit(3).all();
      await second?.terminate({ client });
      await third?.terminate({ client });
      await order.startExecution({ workflowId: 'order-3', client });
    }

    expect(stopped).toMatchObject({ exitCode: 130, stdout: '' });
    expect(stopped.stderr).toContain('stopping after the requests in flight\n');
    expect(stopped.stderr).toContain(`left · the rest: swf terminate --resume ${journal} ${test.options}\n`);
    const done = journalLines(journal).filter(({ type }) => type === 'outcome').length;
    expect(done).toBeGreaterThanOrEqual(100);
    expect(done).toBeLessThan(212);

    const resumed = await test.swf(['terminate', '--resume', journal, '--yes', '--rate', '1000']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.stderr).toContain(`${212 - done} of 212 left to terminate\n`);
    // Two more are those that were closed meanwhile.
    expect(requests('TerminateWorkflowExecution')).toBe(212 + 2);
    expect(await openIds(test)).toEqual(['order-3']);
    expect(await test.swf(['terminate', '--resume', journal, '--yes'])).toMatchObject({
      exitCode: 0,
      stderr: '0 of 212 left to terminate\n',
    });
  });
});
