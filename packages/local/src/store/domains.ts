import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { AFTER_ALL, BEFORE_ALL, type Database } from './database.js';
import { storeText } from './free-text.js';
import { RowCache } from './row-cache.js';
import type { TypeKind } from './types.js';

export interface DomainRow {
  readonly id: number;
  readonly region: string;
  readonly name: string;
  readonly status: RegistrationStatus;
  readonly description: string | null;
  readonly retention: string;
  activityTypes: number;
  workflowTypes: number;
  /** Includes children that are initiated but have not started. */
  openExecutions: number;
}

const TEXTS = ['description'] as const;

const CACHED_DOMAINS = 1000;

type Counter = 'activityTypes' | 'workflowTypes' | 'openExecutions';

/** The domains of all regions, and the counts that quotas limit. */
export class Domains {
  readonly #insert;
  readonly #count;
  readonly #byName;
  readonly #byId;
  readonly #setStatus;
  readonly #everywhere;
  readonly #add;
  readonly #ascending;
  readonly #descending;
  readonly #cache = new RowCache<number, DomainRow>(CACHED_DOMAINS);
  /** The ids of domains by region and name. */
  readonly #ids = new Map<string, number>();

  constructor(database: Database) {
    this.#insert = database.prepare<[string, string, string | null, string]>(
      `INSERT INTO domains (region, name, status, description, retention) VALUES (?, ?, 'REGISTERED', ?, ?)`,
    );
    this.#count = database.prepareValue<[string], number>('SELECT count(*) FROM domains WHERE region = ?');
    this.#byName = database.prepare<[string, string], DomainRow>(
      'SELECT * FROM domains WHERE region = ? AND name = ?',
      TEXTS,
    );
    this.#byId = database.prepare<[number], DomainRow>('SELECT * FROM domains WHERE id = ?', TEXTS);
    this.#setStatus = database.prepare<[RegistrationStatus, number]>('UPDATE domains SET status = ? WHERE id = ?');
    this.#everywhere = database.prepare<[], Pick<DomainRow, 'region' | 'name'>>(
      'SELECT region, name FROM domains ORDER BY region, name',
    );
    const add = (counter: Counter) =>
      database.prepare<[number, number]>(`UPDATE domains SET ${counter} = ${counter} + ? WHERE id = ?`);
    this.#add = {
      activityTypes: add('activityTypes'),
      workflowTypes: add('workflowTypes'),
      openExecutions: add('openExecutions'),
    };
    this.#ascending = database.prepare<[string, string, string, number], DomainRow>(
      'SELECT * FROM domains WHERE region = ? AND status = ? AND name > ? ORDER BY name LIMIT ?',
      TEXTS,
    );
    this.#descending = database.prepare<[string, string, string | Uint8Array, number], DomainRow>(
      'SELECT * FROM domains WHERE region = ? AND status = ? AND name < ? ORDER BY name DESC LIMIT ?',
      TEXTS,
    );
  }

  insert(region: string, name: string, description: string | undefined, retention: string): number {
    return Number(this.#insert.change(region, name, storeText(description) ?? null, retention).lastInsertRowid);
  }

  count(region: string): number {
    return this.#count.get(region) ?? 0;
  }

  byName(region: string, name: string): DomainRow | undefined {
    const key = `${region}\n${name}`;
    const id = this.#ids.get(key);
    if (id !== undefined) return this.byId(id);
    const row = this.#byName.get(region, name);
    if (row) this.#ids.set(key, row.id);
    return row && this.#cache.get(row.id, () => row);
  }

  byId(id: number): DomainRow | undefined {
    return this.#cache.get(id, () => this.#byId.get(id));
  }

  setStatus(id: number, status: RegistrationStatus): void {
    this.#setStatus.run(status, id);
    this.forget();
  }

  addTypes(id: number, kind: TypeKind, difference: 1 | -1): void {
    this.#addTo(id, `${kind}Types`, difference);
  }

  addOpenExecutions(id: number, difference: 1 | -1): void {
    this.#addTo(id, 'openExecutions', difference);
  }

  /** Returns the domains of all regions, by region and name. */
  everywhere(): Pick<DomainRow, 'region' | 'name'>[] {
    return this.#everywhere.all();
  }

  /** Returns a region's domains with a status, by name, beginning after a name. */
  list(region: string, status: string, after: string | undefined, reverse: boolean, limit: number): DomainRow[] {
    return reverse
      ? this.#descending.all(region, status, after ?? AFTER_ALL, limit)
      : this.#ascending.all(region, status, after ?? BEFORE_ALL, limit);
  }

  /** Clears the cache after a change or a rollback. */
  forget(): void {
    this.#cache.clear();
    this.#ids.clear();
  }

  #addTo(id: number, counter: Counter, difference: 1 | -1): void {
    const row = this.byId(id);
    this.#add[counter].run(difference, id);
    if (row) row[counter] += difference;
  }
}

export interface DomainTagRow {
  readonly key: string;
  readonly value: string | null;
}

/** The resource tags of domains. */
export class DomainTags {
  readonly #put;
  readonly #remove;
  readonly #list;

  constructor(database: Database) {
    this.#put = database.prepare<[number, string, string | null]>(
      'INSERT OR REPLACE INTO domainTags (domainId, key, value) VALUES (?, ?, ?)',
    );
    this.#remove = database.prepare<[number, string]>('DELETE FROM domainTags WHERE domainId = ? AND key = ?');
    this.#list = database.prepare<[number], DomainTagRow>(
      'SELECT key, value FROM domainTags WHERE domainId = ? ORDER BY key',
    );
  }

  put(domainId: number, key: string, value: string | undefined): void {
    this.#put.run(domainId, key, value ?? null);
  }

  remove(domainId: number, key: string): void {
    this.#remove.run(domainId, key);
  }

  list(domainId: number): DomainTagRow[] {
    return this.#list.all(domainId);
  }
}
