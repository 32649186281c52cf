import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { messageOf, SettingsError } from '../errors/index.js';
import { guard, type Settings } from '../settings.js';
import { fromString } from './ini.js';

/**
 * Returns the settings in an INI file, as {@link fromString} reads them; none if the file does not
 * exist.
 *
 * @throws `SettingsError` naming the file if it cannot be read, and file and line if it is
 * malformed.
 */
export function fromFile(path: string): Settings {
  if (typeof path !== 'string') throw new SettingsError(`path must be a string, got a ${typeof path}`);
  const text = read(path);
  return text === undefined ? guard({}) : fromString(text, path);
}

/**
 * Returns the settings in a file of the home directory; none if the file or the home does not
 * exist.
 *
 * @param name the file's name. Default: `.swf`.
 * @throws `SettingsError` naming the file if it cannot be read, and file and line if it is
 * malformed.
 */
export function fromHome(name = '.swf'): Settings {
  if (typeof name !== 'string') throw new SettingsError(`name must be a string, got a ${typeof name}`);
  const home = homeDirectory();
  return home === undefined ? guard({}) : fromFile(join(home, name));
}

function read(path: string): string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false }) && readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingsError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Returns the home directory; `homedir` throws for a user without an entry in the password file.
 */
function homeDirectory(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
