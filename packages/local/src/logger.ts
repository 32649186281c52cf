/**
 * Where the service writes what happens in it: `console` and pino loggers fit. Payloads, tokens and secrets are never written.
 *
 * `debug` hears of every request, `info` of start and end, `warn` of what is risky, `error` of what should not happen.
 */
export interface ServiceLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const ignore = () => {};

/** The logger of a service that was given none. */
export const WARNINGS_TO_CONSOLE: ServiceLogger = {
  debug: ignore,
  info: ignore,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
};

/** An error for whoever has to find out where it came from. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
