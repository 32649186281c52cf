import { createInterface } from 'node:readline/promises';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { domainOf, type Target } from '../target/target.js';

/**
 * Confirms a change: in a protected context, by typing the name of the domain.
 *
 * @param yes whether `--yes` was given.
 * @throws `CommandError` if it is not confirmed.
 */
export async function confirmChange(shell: Shell, target: Target, yes: boolean | undefined): Promise<void> {
  if (!target.isProtected) return;
  if (yes && target.isExplicit) return;
  if (yes)
    throw usageError(`context "${target.context}" is protected: --yes must come with --context ${target.context}`);
  const { name } = domainOf(target);
  await ask(shell, `context "${target.context}" is protected\nType the name of the domain to go on: `, name);
}

/**
 * Asks for a text on the terminal.
 *
 * @throws `CommandError` if there is no terminal, or another text is typed.
 */
export async function ask(shell: Shell, question: string, expected: string): Promise<void> {
  const { stdin, stderr, signal } = shell;
  if (!stdin.isTTY) throw usageError('this must be confirmed, and stdin is not a terminal', 'confirm it with --yes');
  const reader = createInterface({ input: stdin, output: stderr, terminal: true });
  // A terminal in raw mode sends Ctrl-C as a character, and closes on Ctrl-D.
  const [interrupted, closed] = [new AbortController(), new AbortController()];
  reader.on('SIGINT', () => interrupted.abort());
  reader.on('close', () => closed.abort());
  try {
    const answer = await reader.question(question, {
      signal: AbortSignal.any([signal, interrupted.signal, closed.signal]),
    });
    if (answer.trim() === expected) return;
  } catch (error) {
    if (interrupted.signal.aborted) {
      throw new CommandError('nothing was changed', { exitCode: EXIT.interrupted, cause: error });
    }
    if (!closed.signal.aborted) throw error;
  } finally {
    reader.close();
  }
  throw usageError('not confirmed: nothing was changed');
}
