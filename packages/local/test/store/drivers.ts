import { builtInSqlite, fallbackSqlite, type SqliteDriver } from '../../src/store/sqlite-driver.js';

const builtIn = builtInSqlite();

/** The drivers that this Node can load, by the names of their modules. */
export const DRIVERS: readonly (readonly [string, SqliteDriver])[] = [
  ...(builtIn ? [['node:sqlite', builtIn] as const] : []),
  ['@photostructure/sqlite', fallbackSqlite()],
];
