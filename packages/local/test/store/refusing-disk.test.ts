import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService } from '@swf/local';
import { expect, it, vi } from 'vitest';
import { pollForDecision, prepare, start } from '../actors.js';

const disk = vi.hoisted(() => ({ refusals: 0 }));

// A disk that refuses cannot be had otherwise.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync = (file: number, callback: (error: Error | null) => void) => {
    if (disk.refusals === 0) fs.fdatasync(file, callback);
    else setImmediate(callback, new Error(`EIO ${disk.refusals--}`));
  };
  return { ...fs, fdatasync };
});

it('a request fails with a 500 if the disk refuses its changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  const errors: string[] = [];
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (message: string) => errors.push(message) };
  const service = createLocalService({ data: join(folder, 'data'), logger });
  const client = service.client({ maxAttempts: 1 });
  const register = (name: string) =>
    client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
  disk.refusals = 1;
  await expect(register('a')).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
  expect(errors).toEqual([expect.stringContaining('EIO 1')]);
  await expect(register('b')).resolves.toBeDefined();
  await service.close();
  rmSync(folder, { recursive: true });
});

it('a task goes to the next poll, started once, if the disk refuses its start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const service = createLocalService({ data: join(folder, 'data'), logger });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  await start(client, 'order-1');
  disk.refusals = 1;
  await expect(pollForDecision(client)).rejects.toMatchObject({ name: 'InternalFailure' });
  expect((await pollForDecision(client)).startedEventId).toBe(3);
  await service.close();
  rmSync(folder, { recursive: true });
});

it('a failed flush fails every request waiting for it, and the next request retries', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const service = createLocalService({ data: join(folder, 'data'), logger });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  disk.refusals = 1;
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((workflowId) => start(client, workflowId)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(start(client, 'd')).resolves.toBeDefined();
  await service.close();
  rmSync(folder, { recursive: true });
});
