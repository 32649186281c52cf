import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { HistoryQuerySet } from '@swf/history';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal, readJournal } from '../src/batches/journal.js';
import { Interruption } from '../src/failures.js';
import { journalLines } from './support/journal.js';
import { deadHolder } from './support/lock.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeEach(async () => {
  test = await startTestService();
});
afterEach(() => test[Symbol.asyncDispose]());

describe('a journal', () => {
  const signaled = async () => {
    const { domain, client } = test;
    const counts: number[] = [];
    for (const execution of await new WorkflowExecutionQuerySet(domain, { client }).reverse().all()) {
      const { events } = await new HistoryQuerySet(domain, { client }).get(execution);
      counts.push(events.filter(({ name }) => name === 'WorkflowExecutionSignaled').length);
    }
    return counts;
  };
  const batch = (journal: string) => [
    ...['signal', 'status:open', '--signal', 'refresh', '--yes', '--rate', '1000', '--journal', journal],
  ];

  it('cut by a crash in the middle of a line can be resumed, and goes on in a new line', async () => {
    await startOrders(test, 5);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    const lines = readFileSync(journal, 'utf8').split('\n');
    // As if the process had died while it wrote the fourth outcome, before it sent more.
    const [kept, cut] = [lines.slice(0, 6 + 3), lines[6 + 3] ?? ''];
    writeFileSync(journal, `${kept.join('\n')}\n${cut.slice(0, cut.length / 2)}`);
    for (const left of [2, 0]) {
      const { exitCode, stderr } = await test.swf(['signal', '--resume', journal, '--yes', '--rate', '1000']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining(`${left} of 5 left`) });
    }
    expect((await signaled()).toSorted()).toEqual([1, 1, 1, 2, 2]);
    expect(journalLines(journal)).toHaveLength(1 + 5 + 5);
  });

  it('in which lines are torn, as by a full disk, can be resumed: what these said is not done', async () => {
    await startOrders(test, 5);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    const lines = readFileSync(journal, 'utf8').split('\n');
    const [kept, outcomes] = [lines.slice(0, 6), lines.slice(6)];
    const torn = (index: number) => outcomes[index]?.slice(0, 30) ?? '';
    const [, , third, fourth, fifth] = outcomes;
    writeFileSync(journal, [...kept, torn(0), '', third, `${torn(1)}${fourth}`, fifth, ''].join('\n'));
    for (const left of [3, 0]) {
      const { exitCode, stderr } = await test.swf(['signal', '--resume', journal, '--yes', '--rate', '1000']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining(`${left} of 5 left`) });
    }
    expect((await signaled()).toSorted()).toEqual([1, 1, 2, 2, 2]);
  });

  it('in which a selected run is torn is incomplete', async () => {
    await startOrders(test, 2);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    const [header, first, second = ''] = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, [header, first, second.slice(0, 30), ''].join('\n'));
    expect(await test.swf(['signal', '--resume', journal, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is incomplete: the batch had changed nothing'),
    });
  });

  /**
   * A journal of two runs of which none is done, as if the process had died before its first
   * outcome.
   */
  const untouched = async () => {
    await startOrders(test, 2);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    writeFileSync(journal, `${readFileSync(journal, 'utf8').split('\n').slice(0, 3).join('\n')}\n`);
    return { journal, lock: `${journal}.lock`, resume: ['signal', '--resume', journal, '--yes', '--rate', '1000'] };
  };

  it('is resumed by one command at a time', async () => {
    const { resume, lock } = await untouched();
    const ran = await Promise.all([test.swf(resume), test.swf(resume)]);
    expect(ran.filter(({ exitCode }) => exitCode !== 0 && exitCode !== 2)).toEqual([]);
    expect(await signaled()).toEqual([2, 2]);
    expect(existsSync(lock)).toBe(false);
  });

  it('of a running batch is refused, and that of a process that has died is resumed', async () => {
    const { journal, resume, lock } = await untouched();
    for (const holder of [`pid ${process.pid} on ${hostname()}`, 'pid 1 on another-host']) {
      writeFileSync(lock, holder);
      expect(await test.swf(resume)).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `swf: the batch of ${journal} is running (${holder})\n     if that process has ended, remove ${lock}\n`,
      });
    }
    writeFileSync(lock, deadHolder());
    expect(await test.swf(resume)).toMatchObject({ exitCode: 0 });
    expect(await signaled()).toEqual([2, 2]);
    expect(existsSync(lock)).toBe(false);
  });

  it('is resumed to its end though somebody removes its lock', async () => {
    const { resume, lock } = await untouched();
    const ran = await test.swf(resume, { onShown: () => rmSync(lock, { force: true }) });
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('signaled 2 · journal ') });
    expect(existsSync(lock)).toBe(false);
  });

  it('is lines of JSON that only its owner can read', async () => {
    await startOrders(test, 1);
    const journal = join(emptyFolder(), 'journals/journal.jsonl');
    await test.swf(batch(journal));
    const { runId } = (await new WorkflowExecutionQuerySet(test.domain, { client: test.client }).all())[0] ?? {};
    const { endpoint } = test.service;
    expect(journalLines(journal)).toEqual([
      {
        type: 'batch',
        change: { operation: 'signal', signalName: 'refresh' },
        domain: 'orders',
        region: 'us-east-1',
        endpoint,
        count: 1,
      },
      { type: 'selected', workflowId: 'order-1', runId },
      { type: 'outcome', outcome: 'done', workflowId: 'order-1', runId },
    ]);
    expect(statSync(journal).mode & 0o777).toBe(0o600);
    expect(statSync(join(journal, '..')).mode & 0o777).toBe(0o700);
  });

  it('is resumed in its own domain, and refused for another command, domain, region, endpoint or profile', async () => {
    await startOrders(test, 1);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    const resume = ['signal', '--resume', journal, '--yes'];
    const at = (region: string, endpoint: string) => ['--region', region, '--endpoint', endpoint];
    const here = test.service.endpoint;
    expect(await swf([...resume, ...at('us-east-1', here)])).toMatchObject({
      exitCode: 0,
      stderr: '0 of 1 left to signal\n',
    });
    const nowhere = 'http://127.0.0.1:1';
    for (const [place, what] of [
      [at('eu-west-1', here), 'region us-east-1, not eu-west-1'],
      [at('us-east-1', nowhere), `endpoint ${here}, not ${nowhere}`],
      [[...at('us-east-1', here), '--profile', 'ops'], 'profile none, not ops'],
    ] as const) {
      expect(await swf([...resume, ...place])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `swf: --resume: ${journal} is about the ${what}\n`,
      });
    }
    expect(await test.swf(['cancel', '--resume', journal])).toMatchObject({
      exitCode: 2,
      stderr: `swf: --resume: ${journal} is the journal of "swf signal"\n`,
    });
    expect(await test.swf([...resume, '--domain', 'others'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is about the domain orders, not others'),
    });
  });

  it('keeps no outcome of runs whose domain SWF does not know: the rest can still be done', async () => {
    await startOrders(test, 2);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    // As if the process had died before its first outcome.
    const selected = `${readFileSync(journal, 'utf8').split('\n').slice(0, 3).join('\n')}\n`;
    writeFileSync(journal, selected.replace('"domain":"orders"', '"domain":"others"'));
    const resume = ['signal', '--resume', journal, '--yes', '--rate', '1000'];
    const { exitCode, stderr } = await test.swf([...resume, '--domain', 'others']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(
        /^2 of 2 left to signal\nstopped · the rest: swf signal --resume .*\nswf: Domain "others" does not exist: /,
      ),
    });
    expect(journalLines(journal).map(({ type }) => type)).toEqual(['batch', 'selected', 'selected']);
    writeFileSync(journal, selected);
    expect(await test.swf(resume)).toMatchObject({ exitCode: 0 });
    expect(await signaled()).toEqual([2, 2]);
  });

  it('is resumed with --dry-run: what is left is listed, and nothing changes', async () => {
    await startOrders(test, 2);
    const journal = join(emptyFolder(), 'journal.jsonl');
    test.service.faults.set([
      { operations: ['SignalWorkflowExecution'], count: 1, fault: 'OperationNotPermittedFault' },
    ]);
    expect(await test.swf(batch(journal))).toMatchObject({
      exitCode: 9,
      stderr: expect.stringContaining(`\nsignaled 1 · failed 1 · journal ${journal}\n`),
    });
    const before = readFileSync(journal, 'utf8');
    const [failed] = journalLines(journal).filter(({ outcome }) => outcome === 'failed');
    const dryRun = ['signal', '--resume', journal, '--dry-run'];
    // A batch that runs is no hindrance.
    writeFileSync(`${journal}.lock`, 'pid 1 on another-host');
    for (const argv of [dryRun, [...dryRun, '--yes']]) {
      expect(await test.swf(argv)).toEqual({
        exitCode: 0,
        stdout: `WORKFLOW ID  RUN ID\n${failed?.workflowId}      ${failed?.runId}\n`,
        stderr: '1 of 2 left to signal\n',
      });
    }
    expect(readFileSync(journal, 'utf8')).toBe(before);
    expect((await signaled()).toSorted()).toEqual([0, 1]);
  });

  it.each([
    ['signal', '--run', 'x'],
    ['signal', '--every-open'],
    ['signal', '--journal', 'other.jsonl'],
    ['signal', '--signal', 'other'],
    ['signal', '--input', 'x'],
    ['signal', '--input-file', '-'],
    ['signal', '--status', 'open'],
    ['signal', '--id', 'order-1'],
    ['signal', '--type', 'order'],
    ['signal', '--tag', 'eu'],
    ['signal', '--closed', 'failed'],
    ['signal', '--since', '1h'],
    ['signal', '--until', '1h'],
    ['signal', '--closed-since', '1h'],
    ['signal', '--closed-until', '1h'],
    ['terminate', '--reason', 'x'],
    ['terminate', '--details', 'x'],
    ['terminate', '--child-policy', 'ABANDON'],
  ])('fixes what is done: swf %s --resume JOURNAL %s is refused', async (command, ...option) => {
    const { exitCode, stderr } = await test.swf([command, '--resume', 'journal.jsonl', ...option]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`option '--resume <journal>' cannot be used with option '${option[0]}`);
  });

  it('takes no terms', async () => {
    expect(await test.swf(['signal', 'id:order-1', '--resume', 'journal.jsonl'])).toMatchObject({
      exitCode: 2,
      stderr: 'swf: --resume takes no terms, got id:order-1\n     the runs are those of the journal\n',
    });
  });

  it('without its whole selection cannot be resumed: the batch had changed nothing', async () => {
    await startOrders(test, 2);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const stop = AbortSignal.abort(new Interruption('SIGINT'));
    await test.swf(batch(journal), { signal: stop });
    writeFileSync(journal, `${JSON.stringify({ type: 'batch', count: 2, change: { operation: 'signal' } })}\n{"ty`);
    expect(await test.swf(['signal', '--resume', journal, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is incomplete: the batch had changed nothing'),
    });
    expect(await signaled()).toEqual([0, 0]);
  });

  it('is not overwritten', async () => {
    await startOrders(test, 1);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    expect(await test.swf(batch(journal))).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('EEXIST') });
  });

  it('holds a selection of any size', () => {
    const path = join(emptyFolder(), 'journal.jsonl');
    const runs = Array.from({ length: 150_000 }, (_, index) => ({
      workflowId: `order-${index}`,
      runId: `run-${index}`,
    }));
    const change = { operation: 'signal', signalName: 'refresh' } as const;
    const place = { domain: 'orders', region: 'us-east-1', endpoint: undefined, profile: undefined };
    Journal.create(path, '', { change, ...place }, runs).close();
    const { header, selection } = readJournal(path);
    expect([header.count, selection.length, selection.at(-1)]).toEqual([150_000, 150_000, runs.at(-1)]);
  });

  it('must be lines of JSON', async () => {
    await startOrders(test, 1);
    const journal = join(emptyFolder(), 'journal.jsonl');
    await test.swf(batch(journal));
    appendFileSync(journal, 'no JSON\n');
    expect(await test.swf(['signal', '--resume', journal, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('JSON'),
    });
  });
});
