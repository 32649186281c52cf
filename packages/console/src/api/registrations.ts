/** A domain of `GET /api/domains`. */
export interface DomainInfo {
  readonly name: string;
  readonly status: 'REGISTERED' | 'DEPRECATED';
  readonly description?: string | undefined;
  readonly retentionPeriodInDays?: string | number | undefined;
}

/** A type of `GET /api/types/{workflow,activity}`. Defaults are there once the type is described. */
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

/** A list of `GET /api/task-lists?domain&names=a,b`. */
export interface TaskListInfo {
  readonly name: string;
  readonly decision: { readonly count: number; readonly truncated: boolean };
  readonly activity: { readonly count: number; readonly truncated: boolean };
  /** Absent where it is not known who polls. */
  readonly pollers?: readonly { readonly kind: string; readonly identity?: string; readonly since: string }[];
}

/** `GET /api/time` and the answer to `POST /api/time/advance`. */
export interface VirtualTime {
  readonly now: string;
  /** The next deadlines of the service, the earliest first. */
  readonly deadlines: readonly string[];
}

/** The body of `POST /api/time/advance`: by seconds, or to the next deadline. */
export type AdvanceRequest = { readonly seconds: number } | { readonly to: 'next-deadline' };
