import type { Database } from './database.js';
import type { ExecutionRow } from './executions.js';

/**
 * Selects executions of a domain for a listing or a count. Times are in milliseconds since 1970,
 * both bounds included.
 */
export interface ListingFilter {
  readonly domainId: number;
  readonly status: 'OPEN' | 'CLOSED';
  readonly time: 'startTime' | 'closeTime';
  readonly oldest: number;
  readonly latest: number;
  readonly by?: ListingCriterion | undefined;
}

/** A further criterion of a listing, with the values to match. */
export interface ListingCriterion {
  readonly name: 'WorkflowId' | 'TypeName' | 'Type' | 'Tag' | 'CloseStatus';
  readonly values: readonly string[];
}

/** The position of a listing: after the execution with this time and id. */
export interface ListingPosition {
  readonly time: number;
  readonly id: number;
}

const LISTED = [
  'id',
  'workflowId',
  'runId',
  'typeName',
  'typeVersion',
  'tagList',
  'parentWorkflowId',
  'parentRunId',
  'startTime',
  'closeTime',
  'closeStatus',
  'cancelRequested',
] as const satisfies readonly (keyof ExecutionRow)[];

/** The columns of an execution in a listing. */
export type ListedExecution = Pick<ExecutionRow, (typeof LISTED)[number]>;

const COLUMNS: { readonly [name in ListingCriterion['name']]: readonly string[] } = {
  WorkflowId: ['workflowId'],
  TypeName: ['typeName'],
  Type: ['typeName', 'typeVersion'],
  Tag: ['tag'],
  CloseStatus: ['closeStatus'],
};

/**
 * Listings and counts of executions. Each kind of filter has its own index, so that a page costs no
 * more than its items.
 */
export class Listings {
  readonly #database: Database;
  readonly #lists = new Map<string, ReturnType<typeof prepareList>>();
  readonly #counts = new Map<string, ReturnType<typeof prepareCount>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns up to `limit` executions after a position, newest first unless reversed. */
  list(filter: ListingFilter, after: ListingPosition | undefined, reverse: boolean, limit: number): ListedExecution[] {
    const key = `${indexOf(filter)}${reverse}`;
    const statement = this.#lists.get(key) ?? prepareList(this.#database, filter, reverse);
    this.#lists.set(key, statement);
    const { domainId, oldest, latest, by } = filter;
    const edge = reverse ? { time: oldest, id: 0 } : { time: latest, id: Number.MAX_SAFE_INTEGER };
    const { time, id } = after ?? edge;
    return statement.all(domainId, ...(by?.values ?? []), reverse ? latest : oldest, time, id, limit);
  }

  count(filter: ListingFilter): number {
    const key = indexOf(filter);
    const statement = this.#counts.get(key) ?? prepareCount(this.#database, filter);
    this.#counts.set(key, statement);
    return statement.get(filter.domainId, ...(filter.by?.values ?? []), filter.oldest, filter.latest) ?? 0;
  }
}

function indexOf({ status, time, by }: ListingFilter): string {
  const timeName = time === 'startTime' ? 'StartTime' : 'CloseTime';
  if (by === undefined) return `${status.toLowerCase()}By${timeName}`;
  return status === 'OPEN' ? `openBy${by.name}` : `closedBy${by.name}And${timeName}`;
}

function table({ by }: ListingFilter): string {
  return by?.name === 'Tag' ? 'executionTags' : 'executions';
}

function condition({ status, by }: ListingFilter): string {
  const columns = by ? COLUMNS[by.name].map((column) => `AND listed.${column} = ?`).join(' ') : '';
  const closed = status === 'OPEN' ? 'IS NULL' : 'IS NOT NULL';
  return `listed.domainId = ? ${columns} AND listed.closeTime ${closed}`;
}

function prepareList(database: Database, filter: ListingFilter, reverse: boolean) {
  // A page begins after its position, to which SQLite can seek. The other end only needs a bound of
  // the time.
  const [far, near, direction] = reverse ? ['<=', '>', 'ASC'] : ['>=', '<', 'DESC'];
  const id = filter.by?.name === 'Tag' ? 'listed.executionId' : 'listed.id';
  const join = filter.by?.name === 'Tag' ? 'JOIN executions AS found ON found.id = listed.executionId' : '';
  const columns = LISTED.map((column) => `${join ? 'found' : 'listed'}.${column}`).join(', ');
  return database.prepare<(string | number)[], ListedExecution>(
    `SELECT ${columns} FROM ${table(filter)} AS listed INDEXED BY ${indexOf(filter)} ${join}
     WHERE ${condition(filter)} AND listed.${filter.time} ${far} ? AND (listed.${filter.time}, ${id}) ${near} (?, ?)
     ORDER BY listed.${filter.time} ${direction}, ${id} ${direction} LIMIT ?`,
  );
}

function prepareCount(database: Database, filter: ListingFilter) {
  return database.prepareValue<(string | number)[], number>(
    `SELECT count(*) FROM ${table(filter)} AS listed INDEXED BY ${indexOf(filter)}
       WHERE ${condition(filter)} AND listed.${filter.time} BETWEEN ? AND ?`,
  );
}
