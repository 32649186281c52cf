import type { Database } from './database.js';
import { storeText } from './free-text.js';

export interface NewLambdaFunction {
  readonly executionId: number;
  readonly scheduledEventId: number;
  readonly id: string;
  readonly name: string;
  readonly input: string | null;
  readonly startToCloseTimeout: string;
}

export interface LambdaFunctionRow extends Pick<NewLambdaFunction, 'name' | 'input' | 'startToCloseTimeout'> {
  readonly startedEventId: number | null;
}

export interface StartedLambdaFunction extends Pick<NewLambdaFunction, 'executionId' | 'scheduledEventId' | 'name'> {
  readonly input: string | null;
}

/** The open Lambda functions. */
export class LambdaFunctions {
  readonly #insert;
  readonly #byEvent;
  readonly #isOpen;
  readonly #started;
  readonly #start;
  readonly #remove;
  readonly #removeAll;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, number, string, string, string | null, string]>(
      `INSERT INTO lambdaFunctions (executionId, scheduledEventId, id, name, input, startToCloseTimeout)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#byEvent = database.prepare<[number, number], LambdaFunctionRow>(
      `SELECT name, input, startToCloseTimeout, startedEventId FROM lambdaFunctions
       WHERE executionId = ? AND scheduledEventId = ?`,
      ['name', 'input'],
    );
    this.#isOpen = database.prepareValue<[number, string], number>(
      'SELECT 1 FROM lambdaFunctions WHERE executionId = ? AND id = ?',
    );
    this.#started = database.prepare<[], StartedLambdaFunction>(
      'SELECT executionId, scheduledEventId, name, input FROM lambdaFunctions WHERE startedEventId IS NOT NULL',
      ['name', 'input'],
    );
    this.#start = database.prepare<[number, number, number]>(
      'UPDATE lambdaFunctions SET startedEventId = ? WHERE executionId = ? AND scheduledEventId = ?',
    );
    this.#remove = database.prepare<[number, number]>(
      'DELETE FROM lambdaFunctions WHERE executionId = ? AND scheduledEventId = ?',
    );
    this.#removeAll = database.prepare<[number]>('DELETE FROM lambdaFunctions WHERE executionId = ?');
  }

  insert(lambdaFunction: NewLambdaFunction): void {
    const { executionId, scheduledEventId, id, name, input, startToCloseTimeout } = lambdaFunction;
    this.#insert.run(
      executionId,
      scheduledEventId,
      storeText(id),
      storeText(name),
      storeText(input),
      startToCloseTimeout,
    );
  }

  byEvent(executionId: number, scheduledEventId: number): LambdaFunctionRow | undefined {
    return this.#byEvent.get(executionId, scheduledEventId);
  }

  isOpen(executionId: number, id: string): boolean {
    return this.#isOpen.get(executionId, storeText(id)) !== undefined;
  }

  /** Returns the started functions, by execution. */
  started(): readonly StartedLambdaFunction[] {
    return this.#started.all();
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
