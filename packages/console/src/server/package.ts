import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

// Its own name finds the package from its sources, its build, and a bundle beside it.
const PACKAGE = createRequire(import.meta.url).resolve('@swf/console/package.json');

/** The folder of this package. */
export const PACKAGE_FOLDER = dirname(PACKAGE);

/** The version of this package. */
export const { version: VERSION } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: string };
