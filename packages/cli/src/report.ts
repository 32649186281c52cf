import { EXIT } from './exit-codes.js';
import { failureOf } from './failures.js';
import { visible } from './output/untrusted.js';
import type { Shell } from './shell.js';
import type { TargetOptions } from './target/target-options.js';

/** Begins a frame of a stack, which is a line of its own. */
const FRAME = /\n(?= {4}at )/;

/**
 * Says on stderr what has failed, and what to do next; returns the exit code.
 *
 * @param options - What chose the target of the command.
 */
export function report({ stderr }: Shell, error: unknown, options: TargetOptions = {}): number {
  const { exitCode, message, hint } = failureOf(error, options);
  const lines = [message, hint].filter((line) => line !== undefined);
  const isInternal = exitCode === EXIT.internalError;
  for (const [index, line] of lines.entries()) {
    const shown = isInternal ? line.split(FRAME).map(visible) : [visible(line)];
    stderr.write(`${index === 0 ? 'swf: ' : '     '}${shown.join('\n')}\n`);
  }
  return exitCode;
}

/**
 * The failures that are about one argument of a command, and must not hide what the others give.
 */
export class Failures {
  readonly #shell: Shell;
  /** The highest exit code of the failures so far; 0 if there is none. */
  exitCode: number = EXIT.done;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /**
   * Resolves to the answer, or to undefined once its failure is reported.
   *
   * @param kind - The errors that are about one argument.
   * @throws any other error.
   */
  async undefinedOn<Answer>(
    kind: { is(error: unknown): boolean },
    answer: Promise<Answer>,
  ): Promise<Answer | undefined> {
    try {
      return await answer;
    } catch (error) {
      // What an interrupted command throws is not about the argument.
      if (!kind.is(error) || this.#shell.signal.aborted) throw error;
      this.exitCode = Math.max(this.exitCode, report(this.#shell, error));
      return undefined;
    }
  }
}
