import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeDomainCommand,
  DescribeWorkflowExecutionCommand,
  RegisterDomainCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { createLocalService, type LocalService, VirtualClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start } from '../actors.js';

const disk = vi.hoisted(() => ({ isSlow: false, flushes: [] as (() => void)[] }));

// A disk that takes as long as a test wants cannot be had otherwise.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync = (file: number, callback: (error: Error | null) => void) => {
    if (disk.isSlow) disk.flushes.push(() => fs.fdatasync(file, callback));
    else fs.fdatasync(file, callback);
  };
  return { ...fs, fdatasync };
});

let folder: string;
let clock: VirtualClock;
let service: LocalService;
let client: SWFClient;
let requests = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  clock = new VirtualClock();
  service = createLocalService({ data: join(folder, 'data'), clock });
  client = service.client({ maxAttempts: 1 });
});
afterEach(async () => {
  disk.isSlow = false;
  for (const flush of disk.flushes.splice(0)) flush();
  await service.close();
  rmSync(folder, { recursive: true });
});

/** Sends a request that changes something, and notes when it is answered. */
function register(): { answered: boolean; readonly answer: Promise<unknown> } {
  const name = `domain-${requests++}`;
  const answer = client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
  const request = { answered: false, answer };
  void answer.then(() => {
    request.answered = true;
  });
  return request;
}

/** Waits until requests sent so far are carried out, and wait for the disk. */
async function carriedOut(): Promise<void> {
  const turns = 50;
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function nextFlush(): Promise<void> {
  await vi.waitFor(() => expect(disk.flushes).toHaveLength(1), { timeout: 90_000, interval: 5 });
}

async function endFlush(): Promise<void> {
  await nextFlush();
  disk.flushes.shift()?.();
}

describe('a request while the disk is busy', () => {
  beforeEach(async () => {
    await register().answer;
    disk.isSlow = true;
  });

  it('is answered after a flush that began after its commit, in every pile-up', async () => {
    for (let pileUp = 0; pileUp < 3; pileUp++) {
      const first = register();
      await nextFlush();
      const second = register();
      const third = register();
      await carriedOut();
      await endFlush();
      await first.answer;
      await nextFlush();
      expect([second.answered, third.answered]).toEqual([false, false]);
      const fourth = register();
      await carriedOut();
      await endFlush();
      await Promise.all([second.answer, third.answer]);
      await nextFlush();
      expect(fourth.answered).toBe(false);
      await endFlush();
      await fourth.answer;
      expect(disk.flushes).toEqual([]);
    }
  });

  it('that only reads waits for the changes it has read, and for no later ones', async () => {
    const change = register();
    await nextFlush();
    const read = () => client.send(new DescribeDomainCommand({ name: `domain-${requests - 1}` }));
    let answered = false;
    const answer = read().then(() => {
      answered = true;
    });
    await carriedOut();
    expect(answered).toBe(false);
    await endFlush();
    await Promise.all([change.answer, answer]);
    await read();
    expect(disk.flushes).toEqual([]);
  });

  it('holds a virtual clock, but neither tasks nor other commits', async () => {
    disk.isSlow = false;
    await prepare(client);
    const poll = pollForDecision(client);
    await clock.advance({ seconds: 1 });
    disk.isSlow = true;
    const before = clock.now();
    const started = start(client, 'order-1');
    const moved = clock.advance({ hours: 1 });
    await carriedOut();
    expect(clock.now()).toBe(before);
    await endFlush();
    await started;
    await endFlush();
    expect((await poll).startedEventId).toBe(3);
    disk.isSlow = false;
    await moved;
    expect(clock.now()).toBe(before + 3_600_000);
  });
});

describe('a service on a slow disk', () => {
  it('flushes the contents of its file before it answers the first request, and not the second', async () => {
    await register().answer;
    await service.close();
    disk.isSlow = true;
    service = createLocalService({ data: join(folder, 'data'), clock });
    client = service.client({ maxAttempts: 1 });
    const read = () => client.send(new DescribeDomainCommand({ name: `domain-${requests - 1}` }));
    let answered = false;
    const first = read().then(() => {
      answered = true;
    });
    await carriedOut();
    expect(answered).toBe(false);
    await endFlush();
    await first;
    await read();
    expect(disk.flushes).toEqual([]);
  });

  it('flushes nothing for a request that only reads an execution', async () => {
    await prepare(client);
    const { runId } = await start(client, 'order-1');
    disk.isSlow = true;
    const execution = { workflowId: 'order-1', runId };
    await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
    expect(disk.flushes).toEqual([]);
  });

  it('flushes all changes before it closes', async () => {
    disk.isSlow = true;
    const request = register();
    await nextFlush();
    const closed = service.close();
    await carriedOut();
    expect(request.answered).toBe(false);
    await endFlush();
    await request.answer;
    await closed;
  });

  it('never flushes if its data is in memory', async () => {
    disk.isSlow = true;
    await using memory = createLocalService();
    const name = 'in-memory';
    await memory.client().send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
    expect(disk.flushes).toEqual([]);
  });
});
