import type { Options } from '../options.js';

/** Something that the administrator can ask for. Resolves to what is printed. */
export interface Command {
  /** Its operands and options. */
  readonly usage: string;
  readonly run: (operands: readonly string[], options: Options) => Promise<string>;
}
