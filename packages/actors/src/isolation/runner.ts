import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

const RUNNER = '../../isolated/run.mjs';
const REMEDY =
  'a bundle has to name it: copy isolated/run.mjs of @swf/actors beside the bundle and give its location as `runner`';

/** Returns the file that threads and processes run: the given one, or that of this package. */
export function runnerFile(given: string | URL | undefined): URL {
  if (given instanceof URL) return given;
  if (given !== undefined) return given.startsWith('file:') ? new URL(given) : pathToFileURL(given);
  // Evaluated on demand: a bundle in CommonJS has no URL, and needs none if `runner` is given.
  return new URL(RUNNER, import.meta.url);
}

/**
 * Returns the location of a file.
 *
 * @throws `InvalidArgumentError` if it is neither a `file:` URL nor an absolute path.
 */
export function checkRunner(runner: string | URL | undefined): string | URL | undefined {
  if (runner === undefined) return undefined;
  const text = runner instanceof URL ? runner.href : runner;
  if (typeof text === 'string' && (text.startsWith('file:') || isAbsolute(text))) return runner;
  throw new InvalidArgumentError(`runner must be a file: URL or an absolute path, got ${preview(text)}`);
}

/** @throws `InvalidArgumentError` if the file does not exist. */
export function checkRunnerExists(given: string | URL | undefined): void {
  const file = attemptFile(given);
  if (file !== undefined && existsSync(file)) return;
  const field = given === undefined ? 'the file that isolated activities run in' : 'runner';
  const value = file === undefined ? '' : `, got ${fileURLToPath(file)}`;
  throw new InvalidArgumentError(`${field} must exist${value}; ${REMEDY}`);
}

function attemptFile(given: string | URL | undefined): URL | undefined {
  try {
    return runnerFile(given);
  } catch {
    // `import.meta.url` is undefined in a bundle in CommonJS.
    return undefined;
  }
}
