import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Resolves a path and the links in it to the file that SQLite opens, which need not exist yet. */
export function resolveDataFile(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
  }
  const target = join(realpathSync(dirname(absolute)), basename(absolute));
  const link = linkAt(target);
  return link === undefined ? target : resolveDataFile(resolve(dirname(target), link));
}

/** What a link without a file behind it names; undefined if nothing is there. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
