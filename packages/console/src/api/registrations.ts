/** A domain of `GET /api/domains?status&page`; with `name`, it is described. */
export interface DomainInfo {
  readonly name: string;
  readonly status: 'REGISTERED' | 'DEPRECATED';
  readonly description?: string | undefined;
  readonly retentionPeriodInDays?: number | 'NONE' | undefined;
}

/**
 * A type of `GET /api/types/{workflow,activity}?domain&status&page`. Defaults are there if it is
 * described: with `name` and `version`.
 */
export interface TypeRegistration {
  readonly name: string;
  readonly version: string;
  readonly status: 'REGISTERED' | 'DEPRECATED';
  readonly description?: string | undefined;
  readonly creationDate?: string | undefined;
  readonly deprecationDate?: string | undefined;
  readonly [attribute: string]: unknown;
}

/** A page of registrations. */
export interface RegistrationPage<T> {
  readonly items: readonly T[];
  readonly nextPage?: string | undefined;
}

/**
 * A list of `GET /api/task-lists?domain&name=a&name=b`: a name may have a comma. Lists that the
 * budget has no room for are absent; live updates bring them.
 */
export interface TaskListInfo {
  readonly name: string;
  readonly decision: { readonly count: number; readonly truncated: boolean };
  readonly activity: { readonly count: number; readonly truncated: boolean };
  /** Absent where it is not known who polls. */
  readonly pollers?: readonly {
    readonly kind: string;
    readonly identity?: string | undefined;
    readonly since: string;
  }[];
}

/** Who started tasks of a list, in the histories that were read. */
export interface TaskStarter {
  readonly kind: 'activity' | 'decision';
  /** Undefined if it gave none. */
  readonly identity: string | undefined;
  /** When it started the last one. */
  readonly at: string;
  /** The last one. */
  readonly workflowId: string;
  readonly runId: string;
  readonly eventId: number;
  /** How many it started there. */
  readonly tasks: number;
}

/**
 * `GET /api/task-lists/starters?domain&name&read`, from the histories that the console has read.
 * With `read`, the newest events of so many open executions are read before, at most 5: a request
 * each, and one to list them.
 */
export interface TaskStarters {
  readonly starters: readonly TaskStarter[];
  /** The histories that were searched. */
  readonly histories: number;
}

/** `GET /api/time` and the answer to `POST /api/time/advance`. */
export interface VirtualTime {
  readonly now: string;
  /** The next deadlines of the service, the earliest first. */
  readonly deadlines: readonly string[];
}

/** The body of `POST /api/time/advance`: by seconds, or to the next deadline. */
export type AdvanceRequest = { readonly seconds: number } | { readonly to: 'next-deadline' };

/** The body of `POST /api/domains`; `/deprecate` and `/undeprecate` take only the name. */
export interface RegisterDomainRequest {
  readonly name: string;
  readonly retentionPeriodInDays: number | 'NONE';
  readonly description?: string | undefined;
}

/**
 * The body of `POST /api/types/{workflow,activity}`, with the type's defaults beside its name;
 * `/deprecate` and `/undeprecate` take only domain, name and version.
 */
export interface RegisterTypeRequest {
  readonly domain: string;
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly [attribute: string]: unknown;
}
