import type { Database } from './database.js';
import { storeText } from './free-text.js';

/** A scheduled activity task. Deadlines are in milliseconds since 1970. */
export interface NewActivityTask {
  readonly executionId: number;
  readonly scheduledEventId: number;
  readonly activityId: string;
  readonly typeName: string;
  readonly typeVersion: string;
  readonly input: string | null;
  readonly domainId: number;
  readonly taskList: string;
  readonly priority: number;
  readonly startToCloseTimeout: string;
  readonly heartbeatTimeout: string;
  readonly scheduleToCloseDue: number | null;
  readonly scheduleToStartDue: number | null;
}

export interface ActivityTaskRow extends NewActivityTask {
  readonly id: number;
  readonly startToCloseDue: number | null;
  readonly heartbeatDue: number | null;
  readonly startedEventId: number | null;
  readonly cancelRequestedEventId: number | null;
  readonly heartbeatDetails: string | null;
}

const SETTINGS = [
  'executionId',
  'scheduledEventId',
  'activityId',
  'typeName',
  'typeVersion',
  'input',
  'domainId',
  'taskList',
  'priority',
  'startToCloseTimeout',
  'heartbeatTimeout',
  'scheduleToCloseDue',
  'scheduleToStartDue',
] as const satisfies readonly (keyof NewActivityTask)[];

const TEXTS = ['input', 'heartbeatDetails'] as const;

/** The open activity tasks. Those that have not started form the queues of task lists. */
export class ActivityTasks {
  readonly #insert;
  readonly #next;
  readonly #byEvent;
  readonly #byActivityId;
  readonly #start;
  readonly #heartbeat;
  readonly #requestCancel;
  readonly #remove;
  readonly #removeAll;
  readonly #countPending;
  readonly #countStarted;

  constructor(database: Database) {
    this.#insert = database.prepare<(string | number | null)[]>(
      `INSERT INTO activityTasks (${SETTINGS.join(', ')}) VALUES (${SETTINGS.map(() => '?').join(', ')})`,
    );
    this.#next = database.prepare<[number, string], ActivityTaskRow>(
      `SELECT * FROM activityTasks INDEXED BY activityTaskQueue
       WHERE domainId = ? AND taskList = ? AND startedEventId IS NULL ORDER BY priority DESC, id LIMIT 1`,
      TEXTS,
    );
    this.#byEvent = database.prepare<[number, number], ActivityTaskRow>(
      'SELECT * FROM activityTasks WHERE executionId = ? AND scheduledEventId = ?',
      TEXTS,
    );
    this.#byActivityId = database.prepare<[number, string], ActivityTaskRow>(
      'SELECT * FROM activityTasks WHERE executionId = ? AND activityId = ?',
      TEXTS,
    );
    this.#start = database.prepare<[number, number | null, number | null, number]>(
      'UPDATE activityTasks SET startedEventId = ?, startToCloseDue = ?, heartbeatDue = ? WHERE id = ?',
    );
    this.#heartbeat = database.prepare<[number | null, string | null, number]>(
      'UPDATE activityTasks SET heartbeatDue = ?, heartbeatDetails = ? WHERE id = ?',
    );
    this.#requestCancel = database.prepare<[number, number]>(
      'UPDATE activityTasks SET cancelRequestedEventId = ? WHERE id = ?',
    );
    this.#remove = database.prepare<[number]>('DELETE FROM activityTasks WHERE id = ?');
    this.#removeAll = database.prepare<[number]>('DELETE FROM activityTasks WHERE executionId = ?');
    this.#countPending = database.prepareValue<[number, string], number>(
      `SELECT count(*) FROM activityTasks INDEXED BY activityTaskQueue
         WHERE domainId = ? AND taskList = ? AND startedEventId IS NULL`,
    );
    this.#countStarted = database.prepareValue<[], number>(
      'SELECT count(*) FROM activityTasks WHERE startedEventId IS NOT NULL',
    );
  }

  insert(task: NewActivityTask): void {
    const stored = { ...task, input: storeText(task.input) };
    this.#insert.run(...SETTINGS.map((column) => stored[column]));
  }

  /** Returns the task to hand out next. */
  next(domainId: number, taskList: string): ActivityTaskRow | undefined {
    return this.#next.get(domainId, taskList);
  }

  byEvent(executionId: number, scheduledEventId: number): ActivityTaskRow | undefined {
    return this.#byEvent.get(executionId, scheduledEventId);
  }

  byActivityId(executionId: number, activityId: string): ActivityTaskRow | undefined {
    return this.#byActivityId.get(executionId, activityId);
  }

  start(id: number, startedEventId: number, startToCloseDue: number | null, heartbeatDue: number | null): void {
    this.#start.run(startedEventId, startToCloseDue, heartbeatDue, id);
  }

  heartbeat(id: number, heartbeatDue: number | null, details: string | null): void {
    this.#heartbeat.run(heartbeatDue, storeText(details), id);
  }

  requestCancel(id: number, cancelRequestedEventId: number): void {
    this.#requestCancel.run(cancelRequestedEventId, id);
  }

  remove(id: number): void {
    this.#remove.run(id);
  }

  removeAll(executionId: number): void {
    this.#removeAll.run(executionId);
  }

  countPending(domainId: number, taskList: string): number {
    return this.#countPending.get(domainId, taskList) ?? 0;
  }

  countStarted(): number {
    return this.#countStarted.get() ?? 0;
  }
}
