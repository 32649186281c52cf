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
const WARNINGS_TO_CONSOLE: ServiceLogger = {
  debug: ignore,
  info: ignore,
  warn: (message) => console.warn(message),
  error: (message) => console.error(message),
};

/**
 * Returns the logger, wrapped so that what it throws or rejects with goes to the console, and
 * neither fails a request nor ends the process.
 */
export function safeLogger(logger: ServiceLogger = WARNINGS_TO_CONSOLE): ServiceLogger {
  const write = (level: keyof ServiceLogger) => async (message: string) => {
    try {
      await logger[level](message);
    } catch (error) {
      WARNINGS_TO_CONSOLE.error(`logger threw: ${describeError(error)}`);
    }
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Formats what was thrown, an error with its stack. */
export function describeError(error: unknown): string {
  try {
    return (error instanceof Error && error.stack) || String(error);
  } catch {
    // Such as a revoked proxy, or an object without a prototype.
    return 'an object';
  }
}
