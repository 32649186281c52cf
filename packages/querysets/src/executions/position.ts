import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

// SWF's own tokens are Base64, which has no colon.
const PREFIX = 'merged:';

/**
 * How far a merged listing has been read: the start time reached, and the runs of that instant that
 * were yielded.
 *
 * A place in time stays valid while executions start and close; a place in SWF's pages does not.
 */
export class Position {
  #instant: number | undefined;
  #runIds: Set<string>;

  constructor(instant?: number, runIds: Iterable<string> = []) {
    this.#instant = instant;
    this.#runIds = new Set(runIds);
  }

  /**
   * Reads a token of {@link toToken}.
   *
   * @throws `InvalidArgumentError` for any other string.
   */
  static fromToken(token: string): Position {
    const content = isOurs(token) ? decode(token.slice(PREFIX.length)) : undefined;
    if (!isContent(content)) {
      throw new InvalidArgumentError(
        `nextPageToken must come from a listing of open and closed executions, got ${preview(token)}`,
      );
    }
    return new Position(content.instant, content.runIds);
  }

  /**
   * Returns a token of SWF's.
   *
   * @throws `InvalidArgumentError` for one of {@link toToken}.
   */
  static refuseToken(token: string): string {
    if (!isOurs(token)) return token;
    throw new InvalidArgumentError('nextPageToken must come from this listing, got one of open and closed executions');
  }

  /** The start time reached; undefined at the beginning. */
  get instant(): Date | undefined {
    return this.#instant === undefined ? undefined : new Date(this.#instant);
  }

  /**
   * Advances to this execution; returns `false` if it was already yielded, as open before it
   * closed.
   */
  advance(info: WorkflowExecutionInfo): boolean {
    const instant = startOf(info);
    const runId = info.execution?.runId ?? '';
    if (instant !== this.#instant) this.#runIds = new Set();
    else if (this.#runIds.has(runId)) return false;
    this.#instant = instant;
    this.#runIds.add(runId);
    return true;
  }

  /** Returns the token for {@link fromToken}. */
  toToken(): string {
    const content = { instant: this.#instant, runIds: [...this.#runIds] };
    return PREFIX + Buffer.from(JSON.stringify(content)).toString('base64url');
  }
}

/** Returns the start of an execution in milliseconds. */
export function startOf({ startTimestamp }: WorkflowExecutionInfo): number {
  return startTimestamp?.getTime() ?? 0;
}

function isOurs(token: string): boolean {
  return typeof token === 'string' && token.startsWith(PREFIX);
}

interface Content {
  readonly instant: number;
  readonly runIds: readonly string[];
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function isContent(value: unknown): value is Content {
  if (typeof value !== 'object' || value === null) return false;
  const { instant, runIds } = value as Partial<Content>;
  return Number.isSafeInteger(instant) && Array.isArray(runIds) && runIds.every((id) => typeof id === 'string');
}
