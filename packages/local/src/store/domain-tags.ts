import type { Database } from './database.js';

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
