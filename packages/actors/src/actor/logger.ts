import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { callSafely } from './call-safely.js';

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

/** A logger that neither throws nor rejects. */
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
 * Returns the logger, wrapped so that what it throws or rejects with goes to the console and no
 * task is lost for it.
 *
 * @throws `InvalidArgumentError` if it lacks a level.
 */
export function checkLogger(logger: ActorLogger = consoleWarnings): SafeLogger {
  const missing = LEVELS.find((level) => typeof logger?.[level] !== 'function');
  if (missing !== undefined) {
    throw new InvalidArgumentError(`logger must have a function \`${missing}\`, got ${preview(logger)}`);
  }
  const onError = (err: unknown) => consoleWarnings.error({ err }, 'logger threw');
  const write = (level: (typeof LEVELS)[number]) => (fields: object, message: string) =>
    void callSafely(() => logger[level](fields, message), onError);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    isLevelEnabled: (level) => callSafely(() => logger.isLevelEnabled?.(level), onError) ?? true,
  };
}
