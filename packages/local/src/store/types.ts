import type { ActivityTypeConfiguration, RegistrationStatus, WorkflowTypeConfiguration } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import { AFTER_ALL, BEFORE_ALL, type Database } from './database.js';
import { storeText } from './free-text.js';
import { RowCache } from './row-cache.js';

export type TypeKind = 'activity' | 'workflow';

export interface TypeRow {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly status: RegistrationStatus;
  readonly description: string | null;
  readonly creationDate: number;
  readonly deprecationDate: number | null;
  /** The registered defaults, as JSON of SWF's configuration. */
  readonly configuration: string;
}

/** The position of a listing of types: after this name and version. */
export interface TypePosition {
  readonly name: string;
  readonly version: string;
}

/** A type with its configuration parsed. */
export interface RegisteredType extends TypeRow {
  readonly defaults: Wire<ActivityTypeConfiguration & WorkflowTypeConfiguration>;
}

const TEXTS = ['description'] as const;

const CACHED_TYPES = 1000;

/** The activity types or the workflow types of all domains. */
export class Types {
  readonly #kind: TypeKind;
  readonly #insert;
  readonly #byName;
  readonly #setStatus;
  readonly #deprecateAll;
  readonly #remove;
  readonly #lists;
  readonly #cache = new RowCache<string, RegisteredType>(CACHED_TYPES);

  constructor(database: Database, kind: TypeKind) {
    this.#kind = kind;
    this.#insert = database.prepare<[number, TypeKind, string, string, string | null, number, string]>(
      `INSERT INTO types (domainId, kind, name, version, status, description, creationDate, configuration)
       VALUES (?, ?, ?, ?, 'REGISTERED', ?, ?, ?)`,
    );
    this.#byName = database.prepare<[number, TypeKind, string, string], TypeRow>(
      'SELECT * FROM types WHERE domainId = ? AND kind = ? AND name = ? AND version = ?',
      TEXTS,
    );
    this.#setStatus = database.prepare<[RegistrationStatus, number | null, number]>(
      'UPDATE types SET status = ?, deprecationDate = ? WHERE id = ?',
    );
    this.#deprecateAll = database.prepare<[number, number, TypeKind]>(
      `UPDATE types SET status = 'DEPRECATED', deprecationDate = ?
       WHERE domainId = ? AND kind = ? AND status = 'REGISTERED'`,
    );
    this.#remove = database.prepare<[number]>('DELETE FROM types WHERE id = ?');
    this.#lists = {
      ascending: list(database, '(name, version) > (?, ?)', 'ASC'),
      descending: list(database, '(name, version) < (?, ?)', 'DESC'),
      ofNameAscending: list(database, 'name = ? AND version > ?', 'ASC'),
      ofNameDescending: list(database, 'name = ? AND version < ?', 'DESC'),
    };
  }

  insert(
    domainId: number,
    type: Pick<TypeRow, 'name' | 'version' | 'creationDate' | 'configuration'> & {
      readonly description: string | undefined;
    },
  ): void {
    const { name, version, description, creationDate, configuration } = type;
    this.#insert.run(domainId, this.#kind, name, version, storeText(description) ?? null, creationDate, configuration);
  }

  byName(domainId: number, name: string, version: string): RegisteredType | undefined {
    // Names have no control characters.
    return this.#cache.get(`${domainId}\n${name}\n${version}`, () => {
      const row = this.#byName.get(domainId, this.#kind, name, version);
      return row && { ...row, defaults: JSON.parse(row.configuration) };
    });
  }

  deprecate(id: number, at: number): void {
    this.#setStatus.run('DEPRECATED', at, id);
    this.forget();
  }

  undeprecate(id: number): void {
    this.#setStatus.run('REGISTERED', null, id);
    this.forget();
  }

  deprecateAll(domainId: number, at: number): void {
    this.#deprecateAll.run(at, domainId, this.#kind);
    this.forget();
  }

  remove(id: number): void {
    this.#remove.run(id);
    this.forget();
  }

  /** Clears the cache after a change or a rollback. */
  forget(): void {
    this.#cache.clear();
  }

  /**
   * Returns the types with a status, and a name if given, by name and version, after a position.
   */
  list(
    domainId: number,
    status: string,
    name: string | undefined,
    after: TypePosition | undefined,
    reverse: boolean,
    limit: number,
  ): TypeRow[] {
    const { ascending, descending, ofNameAscending, ofNameDescending } = this.#lists;
    const edge = reverse ? AFTER_ALL : BEFORE_ALL;
    const version = after?.version ?? edge;
    return name === undefined
      ? (reverse ? descending : ascending).all(domainId, this.#kind, status, after?.name ?? edge, version, limit)
      : (reverse ? ofNameDescending : ofNameAscending).all(domainId, this.#kind, status, name, version, limit);
  }
}

type ListParameters = [number, TypeKind, string, string | Uint8Array, string | Uint8Array, number];

function list(database: Database, position: string, direction: 'ASC' | 'DESC') {
  return database.prepare<ListParameters, TypeRow>(
    `SELECT * FROM types INDEXED BY typesByStatus
     WHERE domainId = ? AND kind = ? AND status = ? AND ${position}
     ORDER BY name ${direction}, version ${direction} LIMIT ?`,
    TEXTS,
  );
}
