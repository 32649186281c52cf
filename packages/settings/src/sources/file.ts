import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SettingsError } from '../errors/index.js';
import { guard } from '../secret.js';
import type { Settings } from '../settings.js';
import { fromString } from './ini.js';

/**
 * The settings that an INI file gives; none where there is no such file. See {@link fromString} for what it may hold.
 *
 * @throws `SettingsError` naming the file where it cannot be read, and file and line where it is malformed.
 */
export function fromFile(path: string): Settings {
  if (typeof path !== 'string') throw new SettingsError(`path must be a string, got a ${typeof path}`);
  const text = read(path);
  return text === undefined ? guard({}) : fromString(text, path);
}

/**
 * The settings that a file of the home directory gives; none where there is no such file, or no home.
 *
 * @param name the file's name. Default: `.swf`.
 * @throws `SettingsError` as {@link fromFile} does.
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
    throw new SettingsError(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** A user without an entry in the password file has no home, for which `homedir` throws. */
function homeDirectory(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
