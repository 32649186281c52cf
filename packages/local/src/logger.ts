/**
 * Receives the log lines of a service: `console` and pino loggers fit. Payloads, tokens and secrets
 * are never logged.
 *
 * `debug` gets every request, `info` start and end, `warn` risks, `error` defects.
 */
export interface ServiceLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const ignore = () => {};

/** The default logger. */
export const WARNINGS_TO_CONSOLE: ServiceLogger = {
  debug: ignore,
  info: ignore,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
};

/** Returns an error as text, with its stack. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
