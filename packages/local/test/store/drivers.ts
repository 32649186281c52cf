import { createRequire } from 'node:module';
import { afterAll } from 'vitest';

export type Value = string | number | null | Uint8Array;

/** The part of a driver's statements that services use. */
interface DriverStatement {
  run(...parameters: readonly Value[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  get(...parameters: readonly Value[]): unknown;
  all(...parameters: readonly Value[]): unknown[];
}

export interface DriverDatabase {
  exec(source: string): void;
  prepare(source: string): DriverStatement;
  close(): void;
}

export interface Driver {
  readonly DatabaseSync: new (path: string) => DriverDatabase;
}

const BUILT_IN = 'node:sqlite';

const { getBuiltinModule } = process;
afterAll(() => {
  process.getBuiltinModule = getBuiltinModule;
});
const builtIn = getBuiltinModule(BUILT_IN) as Driver | undefined;
const fallback = createRequire(import.meta.url)('@photostructure/sqlite') as Driver;

/** The drivers that this Node can load, by the names of their modules. */
export const DRIVERS: readonly (readonly [string, Driver])[] = [
  ...(builtIn ? [[BUILT_IN, builtIn] as const] : []),
  ['@photostructure/sqlite', fallback],
];

/** The driver that services use on this Node. */
export const DRIVER: Driver = builtIn ?? fallback;

/**
 * Lets the services that a file makes from now on use another driver, as if it were built into
 * Node.
 */
export function useDriver(driver: Driver): void {
  process.getBuiltinModule = ((name: string) =>
    name === BUILT_IN ? driver : getBuiltinModule(name)) as typeof getBuiltinModule;
}
