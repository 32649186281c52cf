import type { Database } from './database.js';
import { AFTER_ALL, BEFORE_ALL } from './listing-bounds.js';

export type RegistrationStatus = 'REGISTERED' | 'DEPRECATED';

export interface DomainRow {
  readonly id: number;
  readonly name: string;
  readonly status: RegistrationStatus;
  readonly description: string | null;
  readonly retention: string;
  readonly activityTypes: number;
  readonly workflowTypes: number;
  /** Children that are initiated and not started yet count as well. */
  readonly openExecutions: number;
}

/** The domains, with how many of the things in them that have a quota. */
export class Domains {
  readonly #insert;
  readonly #count;
  readonly #byName;
  readonly #byId;
  readonly #setStatus;
  readonly #addOpenExecutions;
  readonly #ascending;
  readonly #descending;

  constructor(database: Database) {
    this.#insert = database.prepare<[string, string | null, string]>(
      `INSERT INTO domains (name, status, description, retention) VALUES (?, 'REGISTERED', ?, ?)`,
    );
    this.#count = database.prepare<[], number>('SELECT count(*) FROM domains').pluck();
    this.#byName = database.prepare<[string], DomainRow>('SELECT * FROM domains WHERE name = ?');
    this.#byId = database.prepare<[number], DomainRow>('SELECT * FROM domains WHERE id = ?');
    this.#setStatus = database.prepare<[RegistrationStatus, number]>('UPDATE domains SET status = ? WHERE id = ?');
    this.#addOpenExecutions = database.prepare<[number, number]>(
      'UPDATE domains SET openExecutions = openExecutions + ? WHERE id = ?',
    );
    this.#ascending = database.prepare<[string, string, number], DomainRow>(
      'SELECT * FROM domains WHERE status = ? AND name > ? ORDER BY name LIMIT ?',
    );
    this.#descending = database.prepare<[string, string | Buffer, number], DomainRow>(
      'SELECT * FROM domains WHERE status = ? AND name < ? ORDER BY name DESC LIMIT ?',
    );
  }

  insert(name: string, description: string | undefined, retention: string): number {
    return Number(this.#insert.run(name, description ?? null, retention).lastInsertRowid);
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  byName(name: string): DomainRow | undefined {
    return this.#byName.get(name);
  }

  byId(id: number): DomainRow | undefined {
    return this.#byId.get(id);
  }

  setStatus(id: number, status: RegistrationStatus): void {
    this.#setStatus.run(status, id);
  }

  addOpenExecutions(id: number, difference: 1 | -1): void {
    this.#addOpenExecutions.run(difference, id);
  }

  /** Those of a status in the order of their names, beginning after a name. */
  list(status: string, after: string | undefined, reverse: boolean, limit: number): DomainRow[] {
    return reverse
      ? this.#descending.all(status, after ?? AFTER_ALL, limit)
      : this.#ascending.all(status, after ?? BEFORE_ALL, limit);
  }
}
