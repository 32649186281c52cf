/**
 * Receives the log lines of a service; `console` and pino loggers fit. Payloads, tokens and secrets
 * are never logged.
 *
 * `debug` gets every request, `info` starts and stops, `warn` risks, and `error` failures of the
 * service.
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

/** Formats an error with its stack. */
export function describeError(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
