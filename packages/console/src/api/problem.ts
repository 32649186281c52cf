import type { Resource } from '@swf/settings/errors';

/** The body of an error, as `application/problem+json`. */
export interface Problem {
  readonly status: number;
  /** One sentence: what went wrong. */
  readonly title: string;
  /** The code of the `SwfError`, or `READ_ONLY`, `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `TOO_LARGE`. */
  readonly code: string;
  readonly resource?: Resource | undefined;
  readonly requestId?: string | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number | undefined;
}
