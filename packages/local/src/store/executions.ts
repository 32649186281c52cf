import type { Database } from './database.js';
import { storeText } from './free-text.js';

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
 * A run as it stands: its settings and the state that its history adds up to. Times are in
 * milliseconds since 1970.
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
  /** The list of decision tasks without an override. */
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

const COLUMNS = ['id', ...SETTINGS, 'closeTime', 'closeStatus', ...CHANGING] as const;

/** The initial values of the columns that change, equal to the defaults of the schema. */
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

/** The runs of workflow executions. */
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

  constructor(database: Database) {
    // Bound by their place: binding so many columns by name costs as much as writing them.
    const inserted = [...SETTINGS, 'lastEventTime', 'decisionTaskList'];
    this.#insert = database.prepare<Values>(
      `INSERT INTO executions (${inserted.join(', ')}) VALUES (${inserted.map(() => '?').join(', ')})`,
    );
    this.#insertTag = database.prepare<[number, string, number, number]>(
      'INSERT OR IGNORE INTO executionTags (executionId, tag, domainId, startTime) VALUES (?, ?, ?, ?)',
    );
    const select = `SELECT ${COLUMNS.join(', ')} FROM executions`;
    this.#byId = database.prepare<[number], ExecutionRow>(`${select} WHERE id = ?`, TEXTS);
    this.#byRunId = database.prepare<[string], ExecutionRow>(`${select} WHERE runId = ?`, TEXTS);
    this.#openByWorkflowId = database.prepare<[number, string], ExecutionRow>(
      `${select} INDEXED BY openByWorkflowId WHERE domainId = ? AND workflowId = ? AND closeTime IS NULL`,
      TEXTS,
    );
    this.#save = database.prepare<Values>(
      `UPDATE executions SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    );
    this.#close = database.prepare<[string, number, number]>(
      'UPDATE executions SET closeStatus = ?, closeTime = ? WHERE id = ?',
    );
    this.#closeTags = database.prepare<[number, number]>(
      'UPDATE executionTags SET closeTime = ? WHERE executionId = ?',
    );
    this.#remove = database.prepare<[number]>('DELETE FROM executions WHERE id = ?');
    this.#removeTags = database.prepare<[number]>('DELETE FROM executionTags WHERE executionId = ?');
  }

  insert(execution: NewExecution, tagList: readonly string[]): ExecutionRow {
    const { startTime, taskList } = execution;
    const stored = { ...execution, lambdaRole: storeText(execution.lambdaRole) };
    const values = SETTINGS.map((column) => stored[column]);
    const id = Number(this.#insert.change(...values, startTime, taskList).lastInsertRowid);
    for (const tag of tagList) this.#insertTag.run(id, tag, execution.domainId, startTime);
    return { id, ...execution, ...AT_START, lastEventTime: startTime, decisionTaskList: taskList };
  }

  byId(id: number): ExecutionRow | undefined {
    return this.#byId.get(id);
  }

  byRunId(runId: string): ExecutionRow | undefined {
    return this.#byRunId.get(runId);
  }

  openByWorkflowId(domainId: number, workflowId: string): ExecutionRow | undefined {
    return this.#openByWorkflowId.get(domainId, workflowId);
  }

  /** Writes the columns that change from event to event. */
  save(row: ExecutionRow): void {
    const values = CHANGING.map((column) =>
      column === 'latestExecutionContext' ? storeText(row[column]) : row[column],
    );
    this.#save.run(...values, row.id);
  }

  /** Moves a run from the listings of open to those of closed executions. */
  close(id: number, closeStatus: string, closeTime: number, tagged: boolean): void {
    this.#close.run(closeStatus, closeTime, id);
    if (tagged) this.#closeTags.run(closeTime, id);
  }

  remove(id: number): void {
    this.#remove.run(id);
    this.#removeTags.run(id);
  }
}
