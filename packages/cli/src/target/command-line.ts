import type { TargetOptions } from './target-options.js';

/**
 * Returns a command that talks to the same SWF as the one with these options, quoted for a shell: a
 * context that is current there may be another.
 *
 * @param words the command, with its own options.
 * @param operands its arguments.
 * @example
 * commandLine(['list'], { context: 'ops' }, ['tag:a b']); // swf list 'tag:a b' --context ops
 */
export function commandLine(
  words: readonly string[],
  options: TargetOptions,
  operands: readonly string[] = [],
): string {
  const rest = targetWords(options);
  // What begins with a dash would be read as an option.
  const line = operands.some((operand) => operand.startsWith('-'))
    ? [...words, ...rest, '--', ...operands]
    : [...words, ...operands, ...rest];
  return ['swf', ...line].map(shellWord).join(' ');
}

function targetWords({ context, profile, region, endpoint, local, domain }: TargetOptions): readonly string[] {
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return [
    ...option('--context', context),
    ...option('--profile', profile),
    ...option('--region', region),
    ...option('--endpoint', endpoint),
    ...(local ? ['--local'] : []),
    ...option('--domain', domain),
  ];
}

/** Returns a word as a shell reads it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
