import { type ParseArgsConfig, parseArgs } from 'node:util';

const OPTIONS = {
  aws: { type: 'boolean', default: false },
  status: { type: 'string' },
  'close-status': { type: 'string' },
  tag: { type: 'string', multiple: true },
  type: { type: 'string' },
  'started-after': { type: 'string' },
  limit: { type: 'string' },
  explain: { type: 'boolean', default: false },
  reason: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** The options of the command line. */
export type Options = ReturnType<typeof parse>['options'];

/**
 * Parses a command line.
 *
 * @throws TypeError if an option is unknown
 */
export function parse(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [command, ...operands] = positionals;
  return { command, operands, options: values };
}
