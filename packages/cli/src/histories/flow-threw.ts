import { asError, messageOf, SwfError } from '@swf/settings/errors';

/** The file, line and column of a stack's first call. */
const FIRST_CALL = /^ +at (?:.*\()?(?:file:\/\/)?(.+:\d+:\d+)\)?$/m;

/**
 * Returns why the replay of a flow failed. The errors of `@swf/flow` explain themselves; of what the
 * code threw, people need to know where.
 */
export function flowThrew(thrown: unknown): string {
  const error = asError(thrown);
  if (error === undefined || SwfError.is(error)) return messageOf(thrown);
  const at = FIRST_CALL.exec(error.stack ?? '')?.[1];
  return `the code threw ${error.name}: ${error.message}${at === undefined ? '' : ` at ${at}`}`;
}
