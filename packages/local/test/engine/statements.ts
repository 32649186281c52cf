import type { Database } from '../../src/store/database.js';

/** Counts what is executed on a database, and remembers every statement that was prepared. */
export interface StatementCounter {
  executed: number;
  rows: number;
  readonly prepared: Set<string>;
}

/** Makes a database tell how it is used, from now on. */
export function countStatements(database: Database): StatementCounter {
  const counter: StatementCounter = { executed: 0, rows: 0, prepared: new Set() };
  const prepare = database.prepare.bind(database);
  const counting = (source: string) => {
    const statement = prepare(source);
    counter.prepared.add(source);
    for (const method of ['run', 'get', 'all'] as const) {
      const execute = statement[method].bind(statement) as (...parameters: unknown[]) => unknown;
      const counted = (...parameters: unknown[]) => {
        const answer = execute(...parameters);
        counter.executed += 1;
        counter.rows += Array.isArray(answer) ? answer.length : 1;
        return answer;
      };
      Object.defineProperty(statement, method, { value: counted });
    }
    return statement;
  };
  Object.defineProperty(database, 'prepare', { value: counting });
  return counter;
}
