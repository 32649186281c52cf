import type { TargetInfo } from '../../api/session.js';

/**
 * Returns a command line that does in a shell what the page shows.
 *
 * @example
 * commandOf(['swf', 'list', 'tag:a b'], target, 'orders'); // swf list 'tag:a b' --domain orders --local
 */
export function commandOf(words: readonly string[], target: TargetInfo, domain: string | undefined): string {
  const { service, context, region } = target;
  const options = [
    ...(context === undefined ? [] : ['--context', context]),
    ...(domain === undefined ? [] : ['--domain', domain]),
    ...(context === undefined && service === 'local' ? ['--local'] : []),
    ...(context === undefined && region !== undefined ? ['--region', region] : []),
  ];
  return [...words, ...options].map(shellWord).join(' ');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
