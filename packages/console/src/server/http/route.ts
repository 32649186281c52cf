import type { Client } from '@swf/settings/request';
import type { Kind } from '../../changes/kinds.js';
import type { Intervals } from '../intervals.js';
import type { BodyNames } from './body.js';
import type { Query } from './query.js';

/** A request to a route, with what was checked of it. */
export interface Call {
  readonly request: Request;
  readonly query: Query;
  /** An object with the members that the route names; empty if it takes no body. */
  readonly body: object;
  /** Sends within the budget and within what is allowed. */
  readonly client: Client;
  readonly signal: AbortSignal;
  /** Who sent it, as `auth` says. */
  readonly identity: string | undefined;
}

/** A route under `/api`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in `/executions/count`. */
  readonly path: string;
  /** The parameters that it knows. */
  readonly query?: readonly string[];
  /** The members that its body may have; undefined if it takes no body. */
  readonly body?: BodyNames;
  /** The kind of change that must be allowed. */
  readonly kind?: Kind;
  /** How long an answer stays good if nothing is changed here; undefined if it always is read anew. */
  readonly freshFor?: keyof Intervals;
  /** Resolves to the answer: a `Response`, a value that is sent as JSON, or undefined for none. */
  handle(call: Call): Promise<unknown>;
}
