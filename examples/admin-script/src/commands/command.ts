import type { Options } from '../options.js';

/** A command of the program. `run` resolves to its output. */
export interface Command {
  /** Its operands and options. */
  readonly usage: string;
  readonly run: (operands: readonly string[], options: Options) => Promise<string>;
}
