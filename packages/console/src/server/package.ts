import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

// Its own name finds the package from its sources, its build, and a bundle beside it.
function manifest(): string {
  return createRequire(import.meta.url).resolve('@swf/console/package.json');
}

/** Returns the folder of this package. */
export function packageFolder(): string {
  return dirname(manifest());
}

/** Returns the version of this package. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(manifest(), 'utf8')) as { readonly version: string }).version;
}
