import { emptyFolder, swf } from './swf.js';

/** The variables of a user without files, and `swf` as this user runs it. */
export function home() {
  const env = { XDG_CONFIG_HOME: emptyFolder() };
  return { env, run: (...argv: readonly string[]) => swf(argv, { env }) };
}
