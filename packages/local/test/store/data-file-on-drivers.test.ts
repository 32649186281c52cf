import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListDomainsCommand, RegisterDomainCommand } from '@aws-sdk/client-swf';
import { createLocalService, DataFileError, type LocalService } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DRIVERS, type Driver, type DriverDatabase, useDriver } from './drivers.js';

const require = createRequire(import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemOf(path: string): DataFileError {
  try {
    createLocalService({ data: path });
  } catch (error) {
    if (error instanceof DataFileError) return error;
    throw error;
  }
  throw new Error('it could be opened');
}

async function register(service: LocalService, name: string): Promise<void> {
  const client = service.client();
  await client.send(new RegisterDomainCommand({ name, workflowExecutionRetentionPeriodInDays: '1' }));
}

async function domains(service: LocalService): Promise<readonly (string | undefined)[]> {
  const list = new ListDomainsCommand({ registrationStatus: 'REGISTERED' });
  const { domainInfos = [] } = await service.client().send(list);
  return domainInfos.map(({ name }) => name);
}

/** Creates or opens a file, and closes it. */
async function touch(path: string): Promise<void> {
  await createLocalService({ data: path }).close();
}

/** Changes or reads a file that no service has open; returns the first row. */
function query({ DatabaseSync }: Driver, path: string, statement: string): unknown {
  const database = new DatabaseSync(path);
  const row = database.prepare(statement).get();
  database.close();
  return row;
}

describe.each(DRIVERS)('a data file on %s', (name, driver) => {
  beforeEach(() => useDriver(driver));

  it('uses a write-ahead log, and SQLite keeps it consistent', async () => {
    const opened: DriverDatabase[] = [];
    useDriver({
      DatabaseSync: class extends driver.DatabaseSync {
        constructor(path: string) {
          super(path);
          opened.push(this);
        }
      },
    });
    await using _service = createLocalService({ data: join(folder, 'data') });
    const names = ['journal_mode', 'synchronous', 'wal_autocheckpoint', 'cache_size', 'temp_store', 'locking_mode'];
    const pragmas = names.map((each) => Object.values(opened[0]?.prepare(`PRAGMA ${each}`).get() as object)[0]);
    expect(pragmas).toEqual(['wal', 1, 4000, -65_536, 2, 'exclusive']);
  });

  it('keeps committed changes, even if it was not closed', async () => {
    const path = join(folder, 'data');
    const program = `
      const database = new (require(${JSON.stringify(require.resolve(name))}).DatabaseSync)(${JSON.stringify(path)});
      database.exec('PRAGMA journal_mode = WAL');
      database.exec("INSERT INTO domains (region, name, status, retention) VALUES ('us-east-1', 'orders', 'REGISTERED', '1')");
      process.kill(process.pid, 'SIGKILL');`;
    await touch(path);
    const { signal } = spawnSync(process.execPath, ['-e', program], { stdio: 'ignore' });
    expect(signal).toBe('SIGKILL');
    await using service = createLocalService({ data: path });
    expect(await domains(service)).toEqual(['orders']);
  });

  it('is a single file once closed, which either driver can open', async () => {
    const path = join(folder, 'data');
    for (const domain of ['first', 'second']) {
      const service = createLocalService({ data: path });
      await register(service, domain);
      expect(readdirSync(folder)).toEqual(['data', 'data-wal']);
      await service.close();
      expect(readdirSync(folder)).toEqual(['data']);
    }
    for (const [, other] of DRIVERS) {
      useDriver(other);
      await using service = createLocalService({ data: path });
      expect(await domains(service)).toEqual(['first', 'second']);
    }
  });

  it('may be an empty file', async () => {
    const path = join(folder, 'empty');
    writeFileSync(path, '');
    await touch(path);
    expect(readFileSync(path).length).toBeGreaterThan(0);
  });

  it('is refused while it is in use', async () => {
    const path = join(folder, 'data');
    const service = createLocalService({ data: path });
    const message = `${path} is in use by another process`;
    expect(problemOf(path)).toMatchObject({ problem: 'IN_USE', path, message });
    await service.close();
    await touch(path);
  });

  it.each([
    ['text', 'not a database at all, but long enough to be taken for the header of one, if one does not look'],
    ['json', '{"orders":[]}'],
  ])('is refused and left unchanged if it is %s', (_, content) => {
    const path = join(folder, 'notes');
    writeFileSync(path, content);
    expect(problemOf(path)).toMatchObject({ problem: 'FOREIGN', path, message: `${path} is not a data file` });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('is refused and left unchanged if it is a database of another program', () => {
    const path = join(folder, 'bookmarks');
    query(driver, path, 'CREATE TABLE bookmarks (url TEXT)');
    const before = readFileSync(path);
    expect(problemOf(path)).toMatchObject({ problem: 'FOREIGN', path });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused and left unchanged if it was written by a newer version', async () => {
    const path = join(folder, 'data');
    await touch(path);
    const { user_version: known } = query(driver, path, 'PRAGMA user_version') as { readonly user_version: number };
    query(driver, path, `PRAGMA user_version = ${known + 1}`);
    const before = readFileSync(path);
    const error = problemOf(path);
    expect(error.problem).toBe('NEWER');
    expect(error.message).toContain(`its schema is ${known + 1}, ${known} is known`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is refused if its path cannot be a file', () => {
    const path = join(folder, 'folder');
    mkdirSync(path);
    // The rest is the message of the driver.
    const message = expect.stringContaining(`${path} cannot be used: `);
    expect(problemOf(path)).toMatchObject({ problem: 'UNUSABLE', path, message });
    const missing = join(folder, 'missing', 'data');
    expect(problemOf(missing)).toMatchObject({
      problem: 'UNUSABLE',
      path: missing,
      message: `${missing} cannot be used: its folder does not exist`,
    });
  });
});

describe.each(DRIVERS)('data in memory on %s', (_, driver) => {
  beforeEach(() => useDriver(driver));

  it('is separate for each service', async () => {
    await using one = createLocalService();
    await using other = createLocalService();
    await register(one, 'orders');
    expect(await domains(other)).toEqual([]);
  });
});
