import type { Database, SqlValue, Statement } from '../../src/store/database.js';

/** The statements executed on a database, the rows they read, and all prepared statements. */
export interface StatementCounter {
  executed: number;
  rows: number;
  readonly prepared: Set<string>;
}

/** Counts the use of a database from now on, which cannot be seen from outside. */
export function countStatements(database: Database): StatementCounter {
  const counter: StatementCounter = { executed: 0, rows: 0, prepared: new Set() };
  const count = (rows: number) => {
    counter.executed += 1;
    counter.rows += rows;
  };
  const counting =
    (prepare: (source: string, texts?: readonly never[]) => Statement<readonly SqlValue[], unknown>) =>
    (source: string, texts?: readonly never[]) => {
      const statement = prepare(source, texts);
      counter.prepared.add(source);
      return {
        run: (...parameters: readonly SqlValue[]) => {
          count(1);
          return statement.run(...parameters);
        },
        change: (...parameters: readonly SqlValue[]) => {
          count(1);
          return statement.change(...parameters);
        },
        get: (...parameters: readonly SqlValue[]) => {
          count(1);
          return statement.get(...parameters);
        },
        all: (...parameters: readonly SqlValue[]) => {
          const rows = statement.all(...parameters);
          count(rows.length);
          return rows;
        },
      };
    };
  Object.defineProperty(database, 'prepare', { value: counting(database.prepare.bind(database)) });
  Object.defineProperty(database, 'prepareValue', { value: counting(database.prepareValue.bind(database)) });
  return counter;
}
