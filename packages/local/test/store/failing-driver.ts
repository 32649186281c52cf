import { DRIVER, type DriverDatabase, useDriver, type Value } from './drivers.js';

/** A failure of the next statement that matches. */
interface Failure {
  readonly statement: RegExp;
  /** How many matching statements succeed before. */
  skip: number;
  /** Whether SQLite rolls everything back with it, as it does when the disk is full. */
  readonly rollsBack: boolean;
}

let failures: Failure[] = [];

/** Makes SQLite fail once: a full or broken disk cannot be had otherwise. */
export function failOnce(statement: RegExp, { skip = 0, rollsBack = false } = {}): void {
  failures.push({ statement, skip, rollsBack });
}

/** Returns whether every failure that was asked for has happened. */
export function hasFailed(): boolean {
  return failures.length === 0;
}

function failIfAsked(database: DriverDatabase, source: string): void {
  const failure = failures.find(({ statement }) => statement.test(source));
  if (!failure || failure.skip-- > 0) return;
  failures = failures.filter((other) => other !== failure);
  if (failure.rollsBack) database.exec('ROLLBACK');
  throw new Error(`disk I/O error in ${source.slice(0, 20)}`);
}

class FailingDatabase extends DRIVER.DatabaseSync {
  override prepare(source: string) {
    const statement = super.prepare(source);
    for (const name of ['get', 'run'] as const) {
      const execute = statement[name].bind(statement);
      const value = (...parameters: readonly Value[]) => {
        failIfAsked(this, source);
        return execute(...parameters);
      };
      Object.defineProperty(statement, name, { value });
    }
    return statement;
  }
}

useDriver({ DatabaseSync: FailingDatabase });
