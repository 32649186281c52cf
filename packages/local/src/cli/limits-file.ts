import { readFileSync } from 'node:fs';
import { type Limits, mergeLimits } from '../limits.js';
import { UsageError } from './usage-error.js';

/** The quotas in a JSON file. Throws `UsageError` where it cannot be read, or holds anything but quotas. */
export function readLimits(path: string): Limits {
  let limits: unknown;
  try {
    limits = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  try {
    return mergeLimits(limits as Partial<Limits>);
  } catch (cause) {
    throw new UsageError(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
