import { createInterface } from 'node:readline/promises';
import { checkKind } from '@swf/console/changes';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { readOnlyRestriction } from '../target/client.js';
import { shellWord } from '../target/command-line.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';

/** The options of a command that changes something. */
export interface ConfirmOptions extends TargetOptions {
  readonly yes?: boolean;
}

/**
 * Returns the target of a command that changes something, before it reads or asks anything else.
 *
 * @throws `ReadOnlyError` if the context can only read, and `CommandError` if the change is not
 *   confirmed.
 */
export async function findTargetToChange(shell: Shell, options: ConfirmOptions, domain?: string): Promise<Target> {
  const target = await findTarget(shell, options);
  checkWritable(target);
  await confirmChange(shell, domain === undefined ? target : { ...target, domainName: domain }, options.yes);
  return target;
}

/** @throws `ReadOnlyError` if the context can only read. */
export function checkWritable({ context, isReadOnly }: Target): void {
  if (isReadOnly) checkKind('work', readOnlyRestriction(context ?? ''));
}

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
    throw usageError(
      `context "${target.context}" is protected: --yes must come with --context ${shellWord(target.context ?? '')}`,
    );
  const { name } = domainOf(target);
  const question = `context "${target.context}" is protected\nType the name of the domain to go on: `;
  await ask(shell, question, name, `--yes --context ${shellWord(target.context ?? '')}`);
}

/**
 * Asks for a text on the terminal.
 *
 * @param options what confirms it without a terminal.
 * @throws `CommandError` if there is no terminal, or another text is typed.
 */
export async function ask(shell: Shell, question: string, expected: string, options = '--yes'): Promise<void> {
  const { stdin, stderr, signal } = shell;
  if (!stdin.isTTY)
    throw usageError('this must be confirmed, and stdin is not a terminal', `confirm it with ${options}`);
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
