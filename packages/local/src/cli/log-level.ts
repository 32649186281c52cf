import type { Logger } from '../logger.js';
import { UsageError } from './usage-error.js';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** A logger that writes what is at a level or above it to stderr, each message on its line. */
export function loggerOf(level: string): Logger {
  const lowest = (LEVELS as readonly string[]).indexOf(level);
  if (lowest < 0) throw new UsageError(`--log-level must be one of ${LEVELS.join(', ')}, not ${level}`);
  const write = (name: (typeof LEVELS)[number]) => (message: string) => {
    if (LEVELS.indexOf(name) >= lowest) process.stderr.write(`${new Date().toISOString()} ${name} ${message}\n`);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
