import type { Database } from './database.js';
import { storeText } from './free-text.js';
import { RowCache } from './row-cache.js';

/** A new run, with all settings resolved. */
export interface NewExecution {
  readonly domainId: number;
  readonly workflowId: string;
  readonly runId: string;
  readonly typeName: string;
  readonly typeVersion: string;
  readonly executionStartToCloseTimeout: string;
  readonly taskStartToCloseTimeout: string;
  readonly taskList: string;
  readonly taskPriority: string | null;
  readonly childPolicy: string;
  readonly lambdaRole: string | null;
  /** The tags as a JSON array. */
  readonly tagList: string | null;
  readonly parentId: number | null;
  /** The parent's Initiated event, 0 without a parent. */
  readonly parentInitiatedEventId: number;
  readonly parentWorkflowId: string | null;
  readonly parentRunId: string | null;
  readonly startTime: number;
}

/**
 * A run: its settings, and the state after its last event. Times are in milliseconds since 1970.
 */
export interface ExecutionRow extends NewExecution {
  readonly id: number;
  closeTime: number | null;
  closeStatus: string | null;
  cancelRequested: number;
  lastEventId: number;
  lastEventTime: number;
  latestActivityTaskTime: number | null;
  latestExecutionContext: string | null;
  openActivityTasks: number;
  openTimers: number;
  openChildWorkflowExecutions: number;
  openLambdaFunctions: number;
  pendingTaskId: number | null;
  pendingScheduledEventId: number | null;
  startedTaskId: number | null;
  startedScheduledEventId: number | null;
  startedEventId: number | null;
  /** The DecisionTaskStarted event of the last decision task that was completed. */
  previousStartedEventId: number;
  /** The task list of decision tasks without an override. */
  decisionTaskList: string;
  overrideTaskList: string | null;
  overrideTimeout: string | null;
  pendingOnOverride: number;
  startedOnOverride: number;
}

const SETTINGS = [
  'domainId',
  'workflowId',
  'runId',
  'typeName',
  'typeVersion',
  'executionStartToCloseTimeout',
  'taskStartToCloseTimeout',
  'taskList',
  'taskPriority',
  'childPolicy',
  'lambdaRole',
  'tagList',
  'parentId',
  'parentInitiatedEventId',
  'parentWorkflowId',
  'parentRunId',
  'startTime',
] as const satisfies readonly (keyof NewExecution)[];

const CHANGING = [
  'cancelRequested',
  'lastEventId',
  'lastEventTime',
  'latestActivityTaskTime',
  'latestExecutionContext',
  'openActivityTasks',
  'openTimers',
  'openChildWorkflowExecutions',
  'openLambdaFunctions',
  'pendingTaskId',
  'pendingScheduledEventId',
  'startedTaskId',
  'startedScheduledEventId',
  'startedEventId',
  'previousStartedEventId',
  'decisionTaskList',
  'overrideTaskList',
  'overrideTimeout',
  'pendingOnOverride',
  'startedOnOverride',
] as const satisfies readonly (keyof ExecutionRow)[];

const CLOSING = [...CHANGING, 'closeTime', 'closeStatus'] as const;

const COLUMNS = ['id', ...SETTINGS, ...CLOSING] as const;

/** The columns of a new run; the others have the defaults of the schema. */
const AT_INSERT = [
  'id',
  ...SETTINGS,
  'lastEventId',
  'lastEventTime',
  'pendingTaskId',
  'pendingScheduledEventId',
  'decisionTaskList',
] as const;

/** The initial values of the columns that change; they equal the defaults of the schema. */
const AT_START = {
  closeTime: null,
  closeStatus: null,
  cancelRequested: 0,
  lastEventId: 0,
  latestActivityTaskTime: null,
  latestExecutionContext: null,
  openActivityTasks: 0,
  openTimers: 0,
  openChildWorkflowExecutions: 0,
  openLambdaFunctions: 0,
  pendingTaskId: null,
  pendingScheduledEventId: null,
  startedTaskId: null,
  startedScheduledEventId: null,
  startedEventId: null,
  previousStartedEventId: 0,
  overrideTaskList: null,
  overrideTimeout: null,
  pendingOnOverride: 0,
  startedOnOverride: 0,
} as const;

type Values = (string | number | null)[];

const TEXTS = ['lambdaRole', 'latestExecutionContext'] as const;

/** Enough for what a test or a team works on at a time; a row takes about 1 KB. */
const CACHED_EXECUTIONS = 1000;

/** The runs of workflow executions. Rows are cached and shared, so changes to one must be saved. */
export class Executions {
  readonly #insert;
  readonly #insertTag;
  readonly #byId;
  readonly #byRunId;
  readonly #openByWorkflowId;
  readonly #save;
  readonly #close;
  readonly #closeTags;
  readonly #remove;
  readonly #removeTags;
  readonly #cache = new RowCache<number, ExecutionRow>(CACHED_EXECUTIONS);
  #lastId: number;

  constructor(database: Database) {
    // Bound by position: binding so many columns by name takes as long as writing them.
    this.#insert = database.prepare<Values>(
      `INSERT INTO executions (${AT_INSERT.join(', ')}) VALUES (${AT_INSERT.map(() => '?').join(', ')})`,
    );
    this.#insertTag = database.prepare<[number, string, number, number]>(
      'INSERT OR IGNORE INTO executionTags (executionId, tag, domainId, startTime) VALUES (?, ?, ?, ?)',
    );
    const select = `SELECT ${COLUMNS.join(', ')} FROM executions`;
    this.#byId = database.prepare<[number], ExecutionRow>(`${select} WHERE id = ?`, TEXTS);
    this.#byRunId = database.prepareValue<[string], number>('SELECT id FROM executions WHERE runId = ?');
    this.#openByWorkflowId = database.prepareValue<[number, string], number>(
      `SELECT id FROM executions INDEXED BY openByWorkflowId
       WHERE domainId = ? AND workflowId = ? AND closeTime IS NULL`,
    );
    const assignments = (columns: readonly string[]) => columns.map((column) => `${column} = ?`).join(', ');
    this.#save = database.prepare<Values>(`UPDATE executions SET ${assignments(CHANGING)} WHERE id = ?`);
    this.#close = database.prepare<Values>(`UPDATE executions SET ${assignments(CLOSING)} WHERE id = ?`);
    this.#closeTags = database.prepare<[number | null, number]>(
      'UPDATE executionTags SET closeTime = ? WHERE executionId = ?',
    );
    this.#remove = database.prepare<[number]>('DELETE FROM executions WHERE id = ?');
    this.#removeTags = database.prepare<[number]>('DELETE FROM executionTags WHERE executionId = ?');
    // Ids are never reused: a child may still report to a deleted run.
    this.#lastId =
      database.prepareValue<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'executions'`).get() ?? 0;
  }

  /** Returns the row of a new run, which is stored by `insert`. */
  create(execution: NewExecution): ExecutionRow {
    const id = ++this.#lastId;
    return { id, ...execution, ...AT_START, lastEventTime: execution.startTime, decisionTaskList: execution.taskList };
  }

  insert(row: ExecutionRow): void {
    this.#insert.run(...storedValues(row, AT_INSERT));
    const tags: readonly string[] = row.tagList === null ? [] : JSON.parse(row.tagList);
    for (const tag of tags) this.#insertTag.run(row.id, tag, row.domainId, row.startTime);
    this.#cache.set(row.id, row);
  }

  byId(id: number): ExecutionRow | undefined {
    return this.#cache.get(id, () => this.#byId.get(id));
  }

  byRunId(runId: string): ExecutionRow | undefined {
    const id = this.#byRunId.get(runId);
    return id === undefined ? undefined : this.byId(id);
  }

  openByWorkflowId(domainId: number, workflowId: string): ExecutionRow | undefined {
    const id = this.#openByWorkflowId.get(domainId, workflowId);
    return id === undefined ? undefined : this.byId(id);
  }

  /** Writes the columns that change from event to event. */
  save(row: ExecutionRow): void {
    this.#save.run(...storedValues(row, CHANGING), row.id);
  }

  /** Saves a run that has closed, which moves it to the listings of closed executions. */
  close(row: ExecutionRow): void {
    this.#close.run(...storedValues(row, CLOSING), row.id);
    if (row.tagList !== null) this.#closeTags.run(row.closeTime, row.id);
  }

  remove(id: number): void {
    this.#remove.run(id);
    this.#removeTags.run(id);
    this.#cache.delete(id);
  }

  /** Drops a row from the cache that was changed but not saved. */
  discard(id: number): void {
    this.#cache.delete(id);
  }

  /** Clears the cache after a rollback. */
  forget(): void {
    this.#cache.clear();
  }
}

function storedValues(row: ExecutionRow, columns: readonly (keyof ExecutionRow)[]): Values {
  const values: Values = [];
  for (const column of columns) {
    const isText = column === 'lambdaRole' || column === 'latestExecutionContext';
    values.push(isText ? storeText(row[column]) : row[column]);
  }
  return values;
}
