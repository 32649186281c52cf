import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/**
 * Where an actor writes what happens to it. `console` is one, a pino logger another: fields first,
 * then the message.
 *
 * Payloads (input, result, details) are never among the fields.
 */
export interface ActorLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What an actor without a `logger` writes to: warnings and errors to the console, nothing else. */
export const consoleWarnings: ActorLogger = {
  debug() {},
  info() {},
  warn(fields, message) {
    console.warn(fields, message);
  },
  error(fields, message) {
    console.error(fields, message);
  },
};

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/**
 * The logger, if it has all levels; otherwise throws `InvalidArgumentError`. What it throws itself
 * is told to the console: no task is to be lost for it.
 */
export function checkLogger(logger: ActorLogger = consoleWarnings): ActorLogger {
  const missing = LEVELS.find((level) => typeof logger?.[level] !== 'function');
  if (missing !== undefined)
    throw new InvalidArgumentError(`logger must have a function ${missing}, as ${preview(logger)} has not`);
  const write = (level: keyof ActorLogger) => (fields: object, message: string) => {
    try {
      logger[level](fields, message);
    } catch (err) {
      consoleWarnings.error({ err }, 'the logger threw');
    }
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
