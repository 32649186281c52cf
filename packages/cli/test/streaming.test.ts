import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import type { Shell } from '../src/shell.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, VERSION } from './support/swf.js';

const EXECUTIONS = 2500;
const PAGE = 1000;

let test: TestService;
let pages = 0;

beforeAll(async () => {
  const count = (line: string) => {
    if (line.includes('.ListOpenWorkflowExecutions: ')) pages += 1;
  };
  test = await startTestService({ logger: { debug: count, info: count, warn: count, error: count } });
  const { client, order } = test;
  for (let started = 0; started < EXECUTIONS; started += 50) {
    const ids = Array.from({ length: 50 }, (_, index) => `order-${started + index}`);
    await Promise.all(ids.map((workflowId) => order.startExecution({ workflowId, client })));
  }
});
afterAll(() => test[Symbol.asyncDispose]());

/** Runs `swf` with this stdout. */
function runOn(stdout: Writable, argv: readonly string[]): Promise<number> {
  const shell: Shell = {
    stdin: process.stdin,
    stdout,
    stderr: process.stderr,
    env: { HOME: emptyFolder() },
    signal: new AbortController().signal,
    now: () => new Date(test.clock.now()),
  };
  const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '--domain', 'orders'];
  return run([...argv, ...target], shell, VERSION);
}

describe('a table of many rows', () => {
  it('has the widths of the first thousand, and shows every row once', async () => {
    const list = ['list', 'status:open', '--all', '--reverse', '--fields', 'workflowId,workflowType.name'];
    const { stdout } = await test.swf(list);
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toBe('WORKFLOW ID  WORKFLOW TYPE NAME');
    expect(lines).toHaveLength(EXECUTIONS);
    const bare = (await test.swf([...list, '--no-header'])).stdout.trimEnd().split('\n');
    const width = Math.max(...bare.slice(0, 1000).map((line) => (line.split(' ')[0] ?? '').length));
    expect(width).toBe('order-999'.length);
    expect(bare).toEqual(lines.map((line) => (line.split(' ')[0] ?? '').padEnd(width).concat('  order')));
  });
});

describe('a reader that leaves', () => {
  it('ends a listing before its last page', async () => {
    pages = 0;
    const stdout: Writable = new Writable({
      write(_chunk, _encoding, done) {
        setImmediate(() => stdout.destroy());
        done();
      },
    });
    expect(await runOn(stdout, ['list', 'status:open', '--all', '-o', 'id'])).toBe(0);
    expect(pages).toBeLessThan(Math.ceil(EXECUTIONS / PAGE));
  });
});

describe.each(['jsonl', 'csv', 'id'])('swf list --all -o %s', (format) => {
  it('reads a page when the reader has taken the one before', async () => {
    pages = 0;
    const ahead: number[] = [];
    let lines = 0;
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        lines += chunk.toString().split('\n').length - 1;
        ahead.push(pages - Math.ceil(lines / PAGE));
        setImmediate(done);
      },
    });
    expect(await runOn(stdout, ['list', 'status:open', '--all', '--no-header', '-o', format])).toBe(0);
    expect(lines).toBe(EXECUTIONS);
    expect(Math.max(...ahead)).toBe(0);
  });
});
