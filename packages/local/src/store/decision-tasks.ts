import type { Database } from './database.js';

export interface DecisionTaskRow {
  readonly id: number;
  readonly executionId: number;
}

/**
 * The open decision tasks, and the queues of task lists. A task is BLOCKED while another task of
 * its execution is started, READY to be handed out, or STARTED. Its event ids are in the row of its
 * execution.
 */
export class DecisionTasks {
  readonly #insert;
  readonly #next;
  readonly #setReady;
  readonly #setStarted;
  readonly #remove;
  readonly #removeAll;
  readonly #countPending;
  readonly #countStarted;
  #lastId: number;

  constructor(database: Database) {
    this.#insert = database.prepare<[number, number, number, string, number, string]>(
      'INSERT INTO decisionTasks (id, executionId, domainId, taskList, priority, state) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#next = database.prepare<[number, string], DecisionTaskRow>(
      `SELECT id, executionId FROM decisionTasks INDEXED BY decisionTaskQueue
       WHERE domainId = ? AND taskList = ? AND state = 'READY' AND state <> 'STARTED' ORDER BY priority DESC, id LIMIT 1`,
    );
    this.#setReady = database.prepareValue<[number], string>(
      `UPDATE decisionTasks SET state = 'READY' WHERE id = ? RETURNING taskList`,
    );
    this.#setStarted = database.prepare<[number]>(`UPDATE decisionTasks SET state = 'STARTED' WHERE id = ?`);
    this.#remove = database.prepare<[number]>('DELETE FROM decisionTasks WHERE id = ?');
    this.#removeAll = database.prepare<[number | null, number | null]>('DELETE FROM decisionTasks WHERE id IN (?, ?)');
    this.#countPending = database.prepareValue<[number, string], number>(
      `SELECT count(*) FROM decisionTasks INDEXED BY decisionTaskQueue
         WHERE domainId = ? AND taskList = ? AND state <> 'STARTED'`,
    );
    this.#countStarted = database.prepareValue<[], number>(
      `SELECT count(*) FROM decisionTasks WHERE state = 'STARTED'`,
    );
    this.#lastId = database.prepareValue<[], number>('SELECT max(id) FROM decisionTasks').get() ?? 0;
  }

  /** Inserts a task; returns its id. */
  insert(
    executionId: number,
    domainId: number,
    taskList: string,
    priority: number,
    state: 'BLOCKED' | 'READY',
  ): number {
    const id = ++this.#lastId;
    this.#insert.run(id, executionId, domainId, taskList, priority, state);
    return id;
  }

  /** Returns the task to hand out next. */
  next(domainId: number, taskList: string): DecisionTaskRow | undefined {
    return this.#next.get(domainId, taskList);
  }

  /** Makes a blocked task ready; returns its task list. */
  setReady(id: number): string {
    return this.#setReady.get(id) ?? '';
  }

  setStarted(id: number): void {
    this.#setStarted.run(id);
  }

  remove(id: number): void {
    this.#remove.run(id);
  }

  removeAll(pendingTaskId: number | null, startedTaskId: number | null): void {
    this.#removeAll.run(pendingTaskId, startedTaskId);
  }

  countPending(domainId: number, taskList: string): number {
    return this.#countPending.get(domainId, taskList) ?? 0;
  }

  countStarted(): number {
    return this.#countStarted.get() ?? 0;
  }
}
