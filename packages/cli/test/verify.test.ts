import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { swf } from './support/swf.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf verify', () => {
  it('accepts a dump, compressed or as lines, and refuses a damaged one with 8', async () => {
    const compressed = join(folder, 'order-1.json.gz');
    writeFileSync(compressed, gzipSync(readFileSync(dump)));
    const lines = join(folder, 'order-1.jsonl');
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    writeFileSync(lines, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await swf(['verify', dump, compressed, lines])).toMatchObject({ exitCode: 0, stdout: '' });
    const damaged = join(folder, 'damaged.json');
    writeFileSync(damaged, JSON.stringify({ events: events.filter((_, index) => index !== 5) }));
    const { exitCode, stdout } = await swf(['verify', damaged, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject([{ file: damaged, message: expect.any(String) }]);
    expect(await swf(['verify', dump, '-o', 'json'])).toMatchObject({ exitCode: 0, stdout: '[]\n' });
    const stdin = readFileSync(compressed);
    expect(await swf(['verify', '-'], { stdin })).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('reports violations in any number', async () => {
    // Each breaks several rules.
    const events = Array.from({ length: 30_000 }, (_, index) => ({
      eventId: 2 * index + 1,
      eventTimestamp: 1_700_000_000 - index,
      eventType: 'WorkflowExecutionCompleted',
      workflowExecutionCompletedEventAttributes: { decisionTaskCompletedEventId: 5 * index },
    }));
    const file = join(folder, 'long.json');
    writeFileSync(file, JSON.stringify({ events }));
    const { exitCode, stdout, stderr } = await swf(['verify', file, '-o', 'id']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '' });
    expect(stdout.split('\n').length).toBeGreaterThan(140_000);
  });

  it('reports what it cannot read, and checks the others', async () => {
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    const damaged = join(folder, 'damaged-too.json');
    writeFileSync(damaged, JSON.stringify({ events: events.filter((_, index) => index !== 5) }));
    const missing = join(folder, 'missing.json');
    const { exitCode, stdout, stderr } = await swf(['verify', damaged, missing, dump, '-o', 'json']);
    expect({ exitCode, rows: JSON.parse(stdout) }).toMatchObject({ exitCode: 8, rows: [{ file: damaged }] });
    expect(stderr).toMatch(/^swf: .*missing\.json cannot be read: ENOENT.*\n.*order-1\.json: 12 events, no violations/);
    expect(await swf(['verify', missing, dump])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no violations'),
    });
  });

  it('says how the run has ended', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    const end = async (decision: Decision) => {
      const { runId = '' } = await order.startExecution({ workflowId: 'order-1', client });
      await decide(other, [decision]);
      const { stdout: stdin } = await other.swf(['dump', 'order-1', '--run', runId]);
      return (await swf(['verify', '-'], { stdin })).stderr;
    };
    expect((await swf(['verify', dump])).stderr).toBe(`${dump}: 12 events, no violations · open at its last event\n`);
    expect(await end(WorkflowExecutionDecision.fail())).toBe('-: 5 events, no violations · failed\n');
    expect(await end(WorkflowExecutionDecision.continueAsNew())).toBe(
      '-: 5 events, no violations · continued as new\n',
    );
  });

  it('names each unknown event type once', async () => {
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    const unknown = ['Surprise', 'Wonder', 'Surprise'].map((eventType, index) => ({ ...events[index + 1], eventType }));
    const file = join(folder, 'unknown.json');
    writeFileSync(file, JSON.stringify({ events: [events[0], ...unknown] }));
    expect((await swf(['verify', file])).stderr).toMatch(/ · unknown event types: Surprise, Wonder\n$/);
  });

  it('refuses a dump without events', async () => {
    const empty = join(folder, 'no-events.json');
    writeFileSync(empty, '{"events":[]}');
    expect(await swf(['verify', empty])).toMatchObject({
      exitCode: 2,
      stderr: `swf: ${empty} is not a history: it has no events\n`,
    });
  });

  it('refuses a file that is not a history', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, '{"name":1}');
    expect(await swf(['verify', other])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
