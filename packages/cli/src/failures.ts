import type { Resource } from '@swf/settings/errors';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { commandLine } from './target/command-line.js';
import type { TargetOptions } from './target/target-options.js';

/** The exit code of a failure, and what to do next. */
export interface CommandErrorOptions extends ErrorOptions {
  readonly exitCode: number;
  readonly hint?: string | undefined;
}

/** A failure that a command reports itself: an exit code, a message and what to do next. */
export class CommandError extends Error {
  readonly exitCode: number;
  /** What to do next; undefined if the message says it all. */
  readonly hint: string | undefined;

  constructor(message: string, { exitCode, hint, ...options }: CommandErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  static is(error: unknown): error is CommandError {
    return error instanceof CommandError;
  }
}

/** Returns the error for arguments that cannot be used. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError(message, { exitCode: EXIT.usage, hint });
}

/** The reason of a command's signal: Ctrl-C or SIGTERM. */
export class Interruption extends Error {
  readonly exitCode: number;
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`ended by ${signal}`);
    this.signal = signal;
    this.exitCode = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
}

/** The reader of stdout has left, as `head` does. */
class ClosedPipe extends Error {}

/** Returns the error for a stream that takes no more text: its reader has left, or the disk is full. */
export function outputError(cause: Error | null): Error {
  if (cause === null || ('code' in cause && cause.code === 'EPIPE')) return new ClosedPipe();
  return new CommandError(`the output cannot be written: ${cause.message}`, { exitCode: EXIT.internalError, cause });
}

/** What is reported of a failure: its exit code, and what stderr shows. */
export interface Failure {
  readonly exitCode: number;
  readonly message: string | undefined;
  readonly hint?: string | undefined;
}

const CODES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: EXIT.usage,
  SETTINGS: EXIT.usage,
  DOES_NOT_EXIST: EXIT.notFound,
  ALREADY_EXISTS: EXIT.refused,
  WORKFLOW_EXECUTION_ALREADY_STARTED: EXIT.refused,
  DEPRECATED: EXIT.refused,
  DEFAULT_UNDEFINED: EXIT.refused,
  LIMIT_EXCEEDED: EXIT.refused,
  RESPONSE: EXIT.refused,
  OPERATION_NOT_PERMITTED: EXIT.notPermitted,
  READ_ONLY: EXIT.notPermitted,
  CONNECTION: EXIT.unreachable,
  RATE_LIMIT_EXCEEDED: EXIT.unreachable,
  WAIT_TIMEOUT: EXIT.timedOut,
};

const HINTS: Readonly<Record<string, (options: TargetOptions) => string>> = {
  CONNECTION: (options) => `"${commandLine(['doctor'], options)}" shows the endpoint and where it comes from`,
  SETTINGS: (options) => `"${commandLine(['doctor'], options)}" shows the source of each setting`,
  RATE_LIMIT_EXCEEDED: () => 'SWF limits requests per account and region; try again later',
};

// A domain belongs to a region: most often it is there, and the region is wrong.
function unknownDomainHint(options: TargetOptions): string {
  const list = commandLine(['domain', 'list'], { ...options, domain: undefined });
  return `"${list}" lists the domains of this region; --region and --context choose another`;
}

/**
 * Returns what to report of anything that a command throws.
 *
 * @param options - What chose the target of the command.
 */
export function failureOf(error: unknown, options: TargetOptions = {}): Failure {
  if (error instanceof CommandError) return error;
  if (error instanceof ClosedPipe) return { exitCode: EXIT.done, message: undefined };
  if (error instanceof Interruption) return { exitCode: error.exitCode, message: undefined };
  if (error instanceof CommanderError) return commanderFailure(error);
  const code = swfCode(error);
  if (code !== undefined && error instanceof Error) {
    const lacksCredentials = code === 'SETTINGS' && /credentials/i.test(error.message);
    return {
      exitCode: lacksCredentials ? EXIT.notPermitted : (CODES[code] ?? EXIT.internalError),
      message: error.message,
      hint: code === 'DOES_NOT_EXIST' && isAboutDomain(error) ? unknownDomainHint(options) : HINTS[code]?.(options),
    };
  }
  return {
    exitCode: EXIT.internalError,
    message: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
  };
}

/** Whether the resource of a `SwfError` is a domain. */
function isAboutDomain(error: object): boolean {
  return 'resource' in error && (error.resource as Resource | undefined)?.kind === 'Domain';
}

// Commander writes its own messages, through the shell.
function commanderFailure({ exitCode }: CommanderError): Failure {
  return { exitCode: exitCode === 0 ? EXIT.done : EXIT.usage, message: undefined };
}

/** The code of a `SwfError`; read without importing its class, which would load the SDK. */
function swfCode(error: unknown): string | undefined {
  const isSwfError = typeof error === 'object' && error !== null && Symbol.for('@swf/SwfError') in error;
  return isSwfError && 'code' in error ? String(error.code) : undefined;
}
