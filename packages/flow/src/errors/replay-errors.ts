import { SwfError } from '@swf/settings/errors';

/** A call of a workflow made outside of a turn; `code` is `NOT_IN_WORKFLOW`. */
export class NotInWorkflowError extends SwfError {
  constructor(what: string) {
    super('NOT_IN_WORKFLOW', `${what} must be called by a workflow function, within its turn`);
    this.name = 'NotInWorkflowError';
  }

  static override is(value: unknown): value is NotInWorkflowError {
    return SwfError.is(value) && value.code === 'NOT_IN_WORKFLOW';
  }
}

/**
 * A workflow function waits for something that its history does not hold; `code` is
 * `FOREIGN_AWAIT`.
 */
export class ForeignAwaitError extends SwfError {
  /** What was started: a global such as `fetch`, or Node's name of a resource such as `Timeout`. */
  readonly what: string;
  /** The source line that started it, if it is known. */
  readonly at: string | undefined;

  constructor(
    what: string,
    stack: string | undefined,
    remedy = 'do it in an activity, or record it with sideEffect()',
  ) {
    const at = sourceLine(stack);
    const place = at === undefined ? '' : ` at ${at}`;
    super(
      'FOREIGN_AWAIT',
      `${what} cannot be used in a workflow function${place}: a replay does not repeat it; ${remedy}`,
    );
    this.name = 'ForeignAwaitError';
    this.what = what;
    this.at = at;
  }

  static override is(value: unknown): value is ForeignAwaitError {
    return SwfError.is(value) && value.code === 'FOREIGN_AWAIT';
  }
}

/** Nothing is open that could wake the workflow function again; `code` is `STALLED`. */
export class StalledError extends SwfError {
  constructor(workflowId: string) {
    super(
      'STALLED',
      `${workflowId}: the workflow function awaits something, but no activity, timer, child or signal is open that could settle it`,
    );
    this.name = 'StalledError';
  }

  static override is(value: unknown): value is StalledError {
    return SwfError.is(value) && value.code === 'STALLED';
  }
}

/**
 * One turn called for more than any answer can hold, as a loop without an await does; `code` is
 * `RUNAWAY`.
 */
export class RunawayError extends SwfError {
  constructor(workflowId: string, limit: number) {
    super('RUNAWAY', `${workflowId}: a turn must make at most ${limit} calls; await some of them in between`);
    this.name = 'RunawayError';
  }

  static override is(value: unknown): value is RunawayError {
    return SwfError.is(value) && value.code === 'RUNAWAY';
  }
}

/**
 * The history records a version that this code does not support; `code` is `UNSUPPORTED_VERSION`.
 */
export class UnsupportedVersionError extends SwfError {
  constructor(
    workflowId: string,
    change: string,
    version: number,
    { min, max }: { readonly min: number; readonly max: number },
  ) {
    super('UNSUPPORTED_VERSION', `${workflowId}: version of "${change}" must be from ${min} to ${max}, got ${version}`);
    this.name = 'UnsupportedVersionError';
  }

  static override is(value: unknown): value is UnsupportedVersionError {
    return SwfError.is(value) && value.code === 'UNSUPPORTED_VERSION';
  }
}

// The folder of this package; a bundle in CommonJS has no URL.
const OWN_FOLDER = import.meta.url === undefined ? 'file:' : new URL('..', import.meta.url).href;

/** The first line of a stack that is neither this package's nor Node's. */
export function sourceLine(stack: string | undefined): string | undefined {
  const line = stack?.split('\n').find((each) => /^\s+at /.test(each) && !isForeign(each));
  const place = line?.trim().replace(/^at (async )?/, '');
  return place?.replace(/^.*\((.*)\)$/, '$1').replace(/^file:\/\//, '');
}

function isForeign(line: string): boolean {
  const own = OWN_FOLDER.replace(/^file:\/\//, '');
  return /node:|<anonymous>/.test(line) || line.includes(own);
}
