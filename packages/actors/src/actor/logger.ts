import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/**
 * Where an actor logs: `console`, a pino logger, or any other that takes fields before the message.
 *
 * Payloads (input, result, details) are never among the fields.
 */
export interface ActorLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /**
   * Whether lines of a level are written, as pino says; if not, none are made. Default: all are.
   */
  isLevelEnabled?(level: string): boolean;
}

/** A logger that never throws. */
export type SafeLogger = Required<ActorLogger>;

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** The default logger: warnings and errors to the console. */
export const consoleWarnings: SafeLogger = {
  debug() {},
  info() {},
  warn(fields, message) {
    console.warn(fields, message);
  },
  error(fields, message) {
    console.error(fields, message);
  },
  isLevelEnabled: (level) => level === 'warn' || level === 'error',
};

/**
 * Returns the logger, wrapped so that what it throws goes to the console and no task is lost for
 * it.
 *
 * @throws `InvalidArgumentError` if it lacks a level.
 */
export function checkLogger(logger: ActorLogger = consoleWarnings): SafeLogger {
  const missing = LEVELS.find((level) => typeof logger?.[level] !== 'function');
  if (missing !== undefined) {
    throw new InvalidArgumentError(`logger must have a function \`${missing}\`, got ${preview(logger)}`);
  }
  const safely = <Result>(action: () => Result): Result | undefined => {
    try {
      return action();
    } catch (err) {
      consoleWarnings.error({ err }, 'logger threw');
      return undefined;
    }
  };
  const write = (level: (typeof LEVELS)[number]) => (fields: object, message: string) =>
    void safely(() => logger[level](fields, message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    isLevelEnabled: (level) => safely(() => logger.isLevelEnabled?.(level)) ?? true,
  };
}
