import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

/** Writes a list of runs. */
function listFile(text: string | Buffer): string {
  const file = join(emptyFolder(), 'list');
  writeFileSync(file, text);
  return file;
}

/** Returns the lines of these open executions, as `-o id` prints them. */
async function linesOf(...ids: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await test.swf(['list', 'status:open', '--all', '-o', 'id']);
  return ids.map((id) => stdout.split('\n').find((line) => line.startsWith(`${id}\t`)) ?? '');
}

describe('a batch with --runs', () => {
  it('takes from stdin what swf why -o id prints, and changes these runs alone', async () => {
    await startOrders(test, 3);
    await test.swf(['signal', 'order-2', 'go']);
    const why = await test.swf(['why', 'order-1', 'order-3', '-o', 'id']);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { exitCode, stdout, stderr } = await test.swf(
      ['terminate', '--runs', '-', '--yes', '--rate', '1000', '--journal', journal],
      { stdin: why.stdout },
    );
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '',
      stderr:
        '2 executions from stdin in domain orders (us-east-1)\n' +
        '  order-1, order-3\n' +
        "  1000 a second, about 1 s · children: each execution's own policy\n" +
        `terminated 2 · journal ${journal}\n`,
    });
    expect(await openIds(test)).toEqual(['order-2']);
  });

  it('is confirmed on the terminal if the list is a file, and never hits a later run', async () => {
    await startOrders(test, 2);
    const file = listFile((await linesOf('order-1', 'order-2')).join('\r\n'));
    await test.swf(['terminate', 'order-2']);
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    let isTyped = false;
    const { exitCode, stderr } = await test.swf(['terminate', '--runs', file, '--rate', '1000'], {
      onShown(text, type) {
        if (isTyped || !text.includes('Type 2 to terminate them: ')) return;
        isTyped = true;
        type('2\r');
      },
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('terminated 1 · already closed 1 · journal '),
    });
    expect(await openIds(test)).toEqual(['order-2']);
  });

  it('lists the runs with --dry-run, each once, and changes nothing', async () => {
    await startOrders(test, 2);
    const [one = '', two = ''] = await linesOf('order-1', 'order-2');
    const { exitCode, stdout } = await test.swf(['cancel', '--runs', '-', '--dry-run'], {
      stdin: `\uFEFF${one}\n${two}\n\n${one}\n`,
    });
    const rows = [one, two].map((line) => line.replace('\t', '      '));
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `WORKFLOW ID  RUN ID\n${rows.join('\n')}\n` });
    expect(await openIds(test)).toEqual(['order-1', 'order-2']);
  });

  it('is resumed from its journal, without the list', async () => {
    await startOrders(test, 3);
    const journal = join(emptyFolder(), 'journal.jsonl');
    test.service.faults.set([
      { operations: ['SignalWorkflowExecution'], count: 1, fault: 'OperationNotPermittedFault' },
    ]);
    const signal = ['signal', '--signal', 'go', '--runs', '-', '--yes', '--rate', '1000', '--journal', journal];
    const stdin = (await linesOf('order-1', 'order-2')).join('\n');
    expect(await test.swf(signal, { stdin })).toMatchObject({ exitCode: 9 });
    expect(await test.swf(['signal', '--resume', journal, '--yes'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('1 of 2 left to signal\nsignaled 1 '),
    });
    const done = journalLines(journal).flatMap(({ workflowId, outcome }) => (outcome === 'done' ? [workflowId] : []));
    expect(done.toSorted()).toEqual(['order-1', 'order-2']);
  });

  it('does nothing if the list is empty', async () => {
    expect(await test.swf(['terminate', '--runs', '-', '--yes'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'no executions are listed\n',
    });
  });

  it('takes at most --max with --yes', async () => {
    await startOrders(test, 2);
    const file = listFile((await linesOf('order-1', 'order-2')).join('\n'));
    expect(await test.swf(['terminate', '--runs', file, '--yes', '--max', '1'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--yes takes at most 1 executions, got 2'),
    });
  });

  it.each([
    ['order-2', 'line 2 must be a workflow id, a tab and a run id, got "order-2"'],
    ['order-2\t', 'line 2 must be a workflow id, a tab and a run id, got "order-2\\t"'],
    ['\trun', 'line 2 must be a workflow id, a tab and a run id, got "\\trun"'],
    ['order-2\trun\tACTIVITY_WAITS', 'line 2 must be a workflow id, a tab and a run id, got "order-2\\trun\\tACTIV'],
    ['order|2\trun', 'line 2: workflowId must'],
    [`order-2\t${'x'.repeat(65)}`, 'line 2: runId must'],
  ])('is refused before it sends anything if a line is no run: %j', async (line, message) => {
    await startOrders(test, 1);
    const file = listFile(`${(await linesOf('order-1')).join('')}\n${line}\n`);
    const sent = log.length;
    const { exitCode, stderr } = await test.swf(['terminate', '--runs', file, '--yes']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(new RegExp(`^swf: --runs: ${message.replaceAll('\\', '\\\\')}`)),
    });
    expect(log.length).toBe(sent);
  });

  it.each([
    [listFile(Buffer.from([0x6f, 0xff])), 'The encoded data was not valid for encoding utf-8'],
    [join(emptyFolder(), 'none'), 'ENOENT: no such file'],
  ])('is refused without a list that can be read: %s', async (file, message) => {
    const { exitCode, stderr } = await test.swf(['terminate', '--runs', file, '--yes']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(`swf: --runs: ${message}`) });
  });

  it('needs --yes if stdin is the list', async () => {
    const stdin = 'order-1\trun\n';
    for (const onShown of [undefined, () => {}]) {
      expect(await test.swf(['terminate', '--runs', '-'], { stdin, ...(onShown && { onShown }) })).toEqual({
        exitCode: 2,
        stdout: '',
        stderr:
          'swf: this must be confirmed, and stdin is the list\n     confirm it with --yes, or give --runs a file\n',
      });
    }
    expect(
      await test.swf(['signal', '--signal', 'go', '--runs', '-', '--input-file', '-', '--yes'], { stdin }),
    ).toMatchObject({ exitCode: 2, stderr: 'swf: --runs and --input-file cannot both read stdin\n' });
  });

  it.each([
    ['--run', 'x'],
    ['--every-open'],
    ['--status', 'open'],
    ['--id', 'order-1'],
    ['--type', 'order'],
    ['--tag', 'eu'],
    ['--closed', 'failed'],
    ['--since', '1h'],
    ['--until', '1h'],
    ['--closed-since', '1h'],
    ['--closed-until', '1h'],
  ])('is refused beside what selects other runs: %s', async (...option) => {
    const { exitCode, stderr } = await test.swf(['cancel', '--runs', 'list', ...option]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining(`option '--runs <file>' cannot be used with option '${option[0]}`),
    });
  });

  it('is refused beside a journal, and beside terms and ids', async () => {
    expect(await test.swf(['cancel', '--runs', 'list', '--resume', 'journal.jsonl'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("option '--resume <journal>' cannot be used with option '--runs <file>'"),
    });
    for (const argument of ['status:open', 'order-1']) {
      expect(await test.swf(['signal', argument, '--signal', 'go', '--runs', 'list'])).toMatchObject({
        exitCode: 2,
        stderr: `swf: --runs takes no workflow id and no terms, got ${argument}\n     the runs are those of the list\n`,
      });
    }
  });
});
