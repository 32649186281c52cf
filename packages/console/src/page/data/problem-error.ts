import { messageOf } from '@swf/settings/errors';
import type { Problem } from '../../api/problem.js';

/** A request that the console refused, or that did not reach it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.title, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** Returns the problem that an answer describes, whatever its body is. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const fallback = `the console answered ${response.status}`;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ProblemError({
    ...problem,
    status: response.status,
    title: typeof problem.title === 'string' ? problem.title : fallback,
    code: typeof problem.code === 'string' ? problem.code : 'UNKNOWN',
    ...(problem.retryAfter === undefined && Number.isFinite(retryAfter) && { retryAfter }),
  });
}

/** Returns an error as a problem; what is not one of the console's is an unreachable console. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const title =
    error instanceof TypeError
      ? 'the console cannot be reached; is "swf console" still running?'
      : `the page failed: ${messageOf(error)}`;
  return new ProblemError(
    { status: 0, title, code: error instanceof TypeError ? 'UNREACHABLE' : 'PAGE' },
    { cause: error },
  );
}

/** Whether a request ended because its page was left. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
