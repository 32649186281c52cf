import { type Kind, kinds } from '@swf/console/changes';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { shellWord } from '../target/command-line.js';
import type { Target } from '../target/target.js';

/** The options that say what a console may change. */
export interface ChangeOptions {
  readonly readOnly?: boolean;
  /** True for all kinds, or their names with commas. */
  readonly allowChanges?: true | string;
}

/**
 * Returns the kinds of changes that a console allows: all on swf-local, and on AWS none unless they
 * are named.
 *
 * @throws `CommandError` for an unknown kind, and if the context is read-only.
 */
export function allowedChanges(
  { readOnly, allowChanges }: ChangeOptions,
  target: Pick<Target, 'context' | 'isReadOnly'>,
  isLocal: boolean,
): readonly Kind[] {
  if (readOnly && allowChanges !== undefined) throw usageError('--read-only and --allow-changes exclude each other');
  if (target.isReadOnly && allowChanges !== undefined) {
    throw new CommandError(`context "${target.context}" is read-only: --allow-changes is refused`, {
      exitCode: EXIT.notPermitted,
      hint: `to allow changes: swf context set ${shellWord(target.context ?? '')} --no-read-only`,
    });
  }
  if (readOnly || target.isReadOnly) return [];
  if (allowChanges === undefined) return isLocal ? kinds : [];
  return allowChanges === true ? kinds : allowChanges.split(',').map(kindNamed);
}

function kindNamed(text: string): Kind {
  const name = text.trim();
  const kind = kinds.find((each) => each === name);
  if (kind !== undefined) return kind;
  throw usageError(`--allow-changes: unknown kind "${name}"`, `the kinds: ${kinds.join(', ')}`);
}
