import type { TargetInfo } from '../../api/session.js';

/** A command, without what chooses the target. */
export interface Command {
  /** Its words: `['swf', 'list']`. */
  readonly words: readonly string[];
  /** What it is about: ids, or terms of a filter. */
  readonly operands: readonly string[];
  readonly options?: readonly string[];
}

/**
 * Returns a command line that does in a shell what the page shows.
 *
 * @example
 * // swf list 'tag:a b' --domain orders --local
 * commandOf({ words: ['swf', 'list'], operands: ['tag:a b'] }, target, 'orders');
 */
export function commandOf(
  { words, operands, options = [] }: Command,
  target: TargetInfo,
  domain: string | undefined,
): string {
  const rest = [...options, ...(domain === undefined ? [] : ['--domain', domain]), ...targetOptions(target)];
  // What begins with a dash would be read as an option.
  const line = operands.some((operand) => operand.startsWith('-'))
    ? [...words, ...rest, '--', ...operands]
    : [...words, ...operands, ...rest];
  return line.map(shellWord).join(' ');
}

function targetOptions({ service, context, region, options }: TargetInfo): readonly string[] {
  if (options !== undefined) return options;
  if (context !== undefined) return ['--context', context];
  return [...(service === 'local' ? ['--local'] : []), ...(region === undefined ? [] : ['--region', region])];
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
