import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDomainCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSqlite } from '../../src/store/sqlite-driver.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function make(data: string) {
  const errors: string[] = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  const service = createLocalService({ data, logger });
  const client = service.client({ maxAttempts: 1 });
  const register = (name: string) =>
    client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
  return { service, client, register, errors };
}

describe('a data file', () => {
  it.each([
    ['a link to it', () => symlinkSync(join(folder, 'real.db'), join(folder, 'link.db')), 'link.db', 'real.db'],
    [
      'a link to it, beside a stray log',
      () => {
        symlinkSync(join(folder, 'real.db'), join(folder, 'link.db'));
        writeFileSync(join(folder, 'link.db-wal'), 'stray');
      },
      'link.db',
      'real.db',
    ],
    [
      'a link in another folder',
      () => {
        mkdirSync(join(folder, 'links'));
        symlinkSync('../real.db', join(folder, 'links', 'link.db'));
      },
      'links/link.db',
      'real.db',
    ],
    ['white space at the ends of its name', () => {}, ' data.db ', ' data.db '],
    ['the name that SQLite has for memory', () => {}, ':memory:', ':memory:'],
  ])('is found by %s, and so is its log', async (_, arrange, data, real) => {
    arrange();
    for (const name of ['first', 'second']) {
      const { service, register, client } = make(join(folder, data));
      await register(name);
      expect(readdirSync(folder)).toContain(`${real}-wal`);
      expect((await client.send(new DescribeDomainCommand({ name: 'first' }))).domainInfo?.name).toBe('first');
      await service.close();
      expect(existsSync(join(folder, real))).toBe(true);
      expect(existsSync(join(folder, `${real}-wal`))).toBe(false);
    }
  });

  it('is refused if its links lead nowhere but to each other', () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    symlinkSync(one, other);
    symlinkSync(other, one);
    expect(() => make(one)).toThrow(expect.objectContaining({ problem: 'UNUSABLE', path: one }));
    expect(() => make(one)).toThrow('ELOOP');
  });

  it('is loaded without changing how the process warns', async () => {
    const { emitWarning } = process;
    await make(join(folder, 'data')).service.close();
    expect(process.emitWarning).toBe(emitWarning);
  });

  it('is loaded without the warning that its SQLite is experimental, and with all others', () => {
    const [emitWarning, getBuiltinModule] = [process.emitWarning, process.getBuiltinModule];
    const printed: unknown[] = [];
    process.emitWarning = (...warning: unknown[]) => void printed.push(warning);
    process.getBuiltinModule = ((id: string) => {
      process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
      process.emitWarning('SQLite is an experimental feature', 'DeprecationWarning');
      process.emitWarning('Fetch is an experimental feature', 'ExperimentalWarning');
      process.emitWarning('SQLite');
      return getBuiltinModule(id);
    }) as typeof getBuiltinModule;
    try {
      loadSqlite();
    } finally {
      process.emitWarning = emitWarning;
      process.getBuiltinModule = getBuiltinModule;
    }
    expect(printed).toEqual([
      ['SQLite is an experimental feature', 'DeprecationWarning'],
      ['Fetch is an experimental feature', 'ExperimentalWarning'],
      ['SQLite'],
    ]);
  });

  it.each([
    ['removed', (path: string) => unlinkSync(path)],
    ['moved', (path: string) => renameSync(path, `${path}.old`)],
    [
      'replaced',
      (path: string) => {
        renameSync(path, `${path}.old`);
        writeFileSync(path, '');
      },
    ],
    ['left without its log', (path: string) => unlinkSync(`${path}-wal`)],
  ])('that is %s while open acknowledges no more requests, and fails the close', async (_, lose) => {
    const path = join(folder, 'data');
    const { service, register, client, errors } = make(path);
    await register('before');
    lose(path);
    await expect(register('after')).rejects.toMatchObject({ name: 'InternalFailure' });
    await expect(client.send(new DescribeDomainCommand({ name: 'after' }))).rejects.toMatchObject({
      name: 'InternalFailure',
    });
    expect(errors[0]).toContain(`${path} or its log was removed or replaced while it was open`);
    await expect(service.close()).rejects.toMatchObject({ name: 'DataFileError', problem: 'REMOVED', path });
  });
});
