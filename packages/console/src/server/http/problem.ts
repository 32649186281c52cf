import { messageOf, SwfError } from '@swf/settings/errors';
import type { Problem } from '../../api/problem.js';
import { OverBudgetError } from '../budget/bucket.js';

/** The status and code of a refusal. */
export interface RequestErrorOptions extends ErrorOptions {
  readonly status: number;
  readonly code: string;
}

/** A request that the server itself refuses. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(message: string, { status, code, ...options }: RequestErrorOptions) {
    super(message, options);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
  }
}

const STATUSES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  OPERATION_NOT_PERMITTED: 403,
  READ_ONLY: 403,
  DOES_NOT_EXIST: 404,
  ALREADY_EXISTS: 409,
  WORKFLOW_EXECUTION_ALREADY_STARTED: 409,
  DEPRECATED: 422,
  DEFAULT_UNDEFINED: 422,
  LIMIT_EXCEEDED: 422,
  RATE_LIMIT_EXCEEDED: 429,
  CONNECTION: 502,
  RESPONSE: 502,
  SETTINGS: 502,
};

// SWF's slowest buckets regain 6 tokens a second; others than the console need them too.
const RETRY_AFTER_IN_SECONDS = 5;

/** Returns what to answer to anything that a route throws. */
export function problemOf(error: unknown, asked?: Problem['resource']): Problem {
  if (error instanceof RequestError) {
    const { status, code, message } = error;
    return { status, title: message, code };
  }
  if (!SwfError.is(error)) {
    return { status: 500, title: messageOf(error), code: 'INTERNAL', resource: asked };
  }
  const { code, message, requestId, resource = asked } = error;
  const status = STATUSES[code] ?? 502;
  const retryAfter = error instanceof OverBudgetError ? error.retryAfterInSeconds : RETRY_AFTER_IN_SECONDS;
  return { status, title: message, code, resource, requestId, ...(status === 429 && { retryAfter }) };
}

/** Returns a problem as a response. */
export function problemResponse(problem: Problem): Response {
  const { status, retryAfter } = problem;
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
  });
}
