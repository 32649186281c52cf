import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Journal, readJournal } from '../src/batches/journal.js';
import { auditFile } from '../src/console/audit-file.js';
import { startOrders, startTestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';

// The number of characters that the next writes have room for.
const disk = vi.hoisted(() => ({ room: [] as number[], full: new Error('ENOSPC: no space left on device, write') }));

// A full disk cannot be had otherwise.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const write = (file: number | string, text: string) => {
    const room = disk.room.shift() ?? text.length;
    fs.writeFileSync(file, text.slice(0, room));
    if (room < text.length) throw disk.full;
  };
  return { ...fs, writeFileSync: write };
});
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const append = async (path: string, text: string) => {
    const room = disk.room.shift() ?? text.length;
    await fs.appendFile(path, text.slice(0, room));
    if (room < text.length) throw disk.full;
  };
  return { ...fs, appendFile: append };
});

it.each([[[0]], [[40]], [[40, 0, 1]]])(
  'a disk that was full, with room for %j characters, tears no later outcome',
  async (room) => {
    await using test = await startTestService();
    await startOrders(test, 5);
    const path = join(emptyFolder(), 'journal.jsonl');
    await test.swf(['signal', 'status:open', '--signal', 'refresh', '--yes', '--rate', '1000', '--journal', path]);
    // As if the batch had done nothing yet.
    writeFileSync(path, `${readFileSync(path, 'utf8').split('\n').slice(0, 6).join('\n')}\n`);
    const runs = readJournal(path).selection;
    const journal = Journal.resume(path);
    disk.room.push(...room);
    for (const run of runs.slice(0, room.length)) expect(() => journal.record(run, 'done')).toThrow(disk.full);
    for (const run of runs.slice(room.length)) journal.record(run, 'done');
    journal.close();
    const { exitCode, stderr } = await test.swf(['signal', '--resume', path, '--yes', '--rate', '1000']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining(`${room.length} of 5 left to signal\n`),
    });
  },
);

it('a disk that was full tears no later line of an audit', async () => {
  const path = join(emptyFolder(), 'audit.jsonl');
  const audit = await auditFile(path);
  const record = (target: string) =>
    audit({
      time: '2026-11-28T12:00:00Z',
      kind: 'cancel',
      operation: 'cancel',
      domain: 'orders',
      target,
      runId: 'r',
      outcome: 'done',
      identity: undefined,
    });
  await record('a');
  disk.room.push(30);
  await expect(record('b')).rejects.toThrow(disk.full);
  await record('c');
  await record('d');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.filter((_line, index) => index !== 1).map((line) => JSON.parse(line).target)).toEqual(['a', 'c', 'd']);
});
