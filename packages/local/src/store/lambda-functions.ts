import type { Database } from './database.js';

export interface NewLambdaFunction {
  readonly executionId: number;
  readonly scheduledEventId: number;
  readonly id: string;
  readonly name: string;
  readonly input: string | null;
  readonly startToCloseTimeout: string;
}

export interface LambdaFunctionRow extends NewLambdaFunction {
  readonly startedEventId: number | null;
}

/** The open Lambda tasks. */
export class LambdaFunctions {
  readonly #insert;
  readonly #byEvent;
  readonly #isOpen;
  readonly #start;
  readonly #remove;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[NewLambdaFunction]>(
      `INSERT INTO lambdaFunctions (executionId, scheduledEventId, id, name, input, startToCloseTimeout)
       VALUES (@executionId, @scheduledEventId, @id, @name, @input, @startToCloseTimeout)`,
    );
    this.#byEvent = database.prepare<[number, number], LambdaFunctionRow>(
      'SELECT * FROM lambdaFunctions WHERE executionId = ? AND scheduledEventId = ?',
    );
    this.#isOpen = database
      .prepare<[number, string], number>('SELECT 1 FROM lambdaFunctions WHERE executionId = ? AND id = ?')
      .pluck();
    this.#start = database.prepare<[number, number, number]>(
      'UPDATE lambdaFunctions SET startedEventId = ? WHERE executionId = ? AND scheduledEventId = ?',
    );
    this.#remove = database.prepare<[number, number]>(
      'DELETE FROM lambdaFunctions WHERE executionId = ? AND scheduledEventId = ?',
    );
    this.#removeAll = database.prepare<[number]>('DELETE FROM lambdaFunctions WHERE executionId = ?');
  }

  insert(lambdaFunction: NewLambdaFunction): void {
    this.#insert.run(lambdaFunction);
  }

  byEvent(executionId: number, scheduledEventId: number): LambdaFunctionRow | undefined {
    return this.#byEvent.get(executionId, scheduledEventId);
  }

  isOpen(executionId: number, id: string): boolean {
    return this.#isOpen.get(executionId, id) !== undefined;
  }

  start(executionId: number, scheduledEventId: number, startedEventId: number): void {
    this.#start.run(startedEventId, executionId, scheduledEventId);
  }

  remove(executionId: number, scheduledEventId: number): void {
    this.#remove.run(executionId, scheduledEventId);
  }

  removeAll(executionId: number): void {
    this.#removeAll.run(executionId);
  }
}
