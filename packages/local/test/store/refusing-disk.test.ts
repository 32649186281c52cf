import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDomainCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService } from '@swf/local';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start } from '../actors.js';

const disk = vi.hoisted(() => ({ isRefusing: false, refusals: [] as (() => void)[] }));

// A disk that refuses cannot be had otherwise.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync = (file: number, callback: (error: Error | null) => void) => {
    if (disk.isRefusing) disk.refusals.push(() => callback(new Error('EIO')));
    else fs.fdatasync(file, callback);
  };
  return { ...fs, fdatasync };
});

let folder: string;
let data: string;
let errors: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  data = join(folder, 'data');
  errors = [];
  Object.assign(disk, { isRefusing: false, refusals: [] });
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  const service = createLocalService({ data, logger });
  return { service, client: service.client({ maxAttempts: 1 }) };
}

/** Lets the flush that runs fail, and none after it: an operating system reports a loss once. */
async function refuse(): Promise<void> {
  await expect.poll(() => disk.refusals.length).toBe(1);
  disk.isRefusing = false;
  disk.refusals.shift()?.();
}

const FAILURE = { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } };

it('after the disk has lost a commit once, nothing is acknowledged until the file is opened again', async () => {
  const { service, client } = open();
  await prepare(client);
  disk.isRefusing = true;
  const refused = expect(start(client, 'order-1')).rejects.toMatchObject(FAILURE);
  await refuse();
  await refused;
  expect(errors).toEqual([expect.stringContaining(`${data} cannot be flushed to disk and must be opened again: EIO`)]);
  for (const workflowId of ['order-2', 'order-3']) {
    await expect(start(client, workflowId)).rejects.toMatchObject(FAILURE);
  }
  await expect(client.send(new DescribeDomainCommand({ name: DOMAIN }))).rejects.toMatchObject(FAILURE);
  await expect(pollForDecision(client)).rejects.toMatchObject(FAILURE);
  await service.close();

  const again = open();
  await expect(start(again.client, 'order-4')).resolves.toBeDefined();
  await again.service.close();
});

it('a failed flush fails every request waiting for it, and those that wait for the next', async () => {
  const { service, client } = open();
  await prepare(client);
  disk.isRefusing = true;
  const first = ['a', 'b', 'c'].map((workflowId) => start(client, workflowId));
  await expect.poll(() => disk.refusals.length).toBe(1);
  const second = ['d', 'e'].map((workflowId) => start(client, workflowId));
  const outcomes = Promise.allSettled([...first, ...second]);
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await refuse();
  expect((await outcomes).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  await service.close();
});

it('what a killed service left in its log is in the file before the first answer', async () => {
  const { service, client } = open();
  await client.send(new RegisterDomainCommand({ name: 'left', workflowExecutionRetentionPeriodInDays: '1' }));
  const copy = join(folder, 'copy');
  for (const log of ['', '-wal']) copyFileSync(`${data}${log}`, `${copy}${log}`);
  await service.close();

  data = copy;
  const killed = open();
  data = join(folder, 'without-log');
  copyFileSync(copy, data);
  const opened = open();
  await expect(opened.client.send(new DescribeDomainCommand({ name: 'left' }))).resolves.toBeDefined();
  await Promise.all([killed.service.close(), opened.service.close()]);
});
