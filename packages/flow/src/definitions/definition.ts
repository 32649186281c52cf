import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

const KEY = Symbol.for('@swf/flow/definition');

/**
 * What a definition holds that its type does not show: an activity definition is a function without
 * members.
 */
export interface Defined<Kind extends string, Options> {
  readonly kind: Kind;
  readonly name: string;
  readonly version: string;
  readonly options: Options;
}

/**
 * Hides what a definition holds in its function, so that copies of this package read each other's.
 */
export function define<Target extends object>(target: Target, defined: Defined<string, object>): Target {
  return Object.defineProperty(target, KEY, { value: Object.freeze(defined) });
}

/**
 * Returns what a definition of one of those kinds holds.
 *
 * @throws `InvalidArgumentError` if it is not such a definition
 */
export function definedAs<Options>(
  field: string,
  target: unknown,
  ...kinds: readonly string[]
): Defined<string, Options> {
  const defined = (target as { readonly [KEY]?: Defined<string, Options> } | undefined)?.[KEY];
  if (defined !== undefined && kinds.includes(defined.kind)) return defined;
  const wanted = kinds.join(' or ');
  const article = /^[aeiou]/.test(wanted) ? 'an' : 'a';
  throw new InvalidArgumentError(`${field} must be ${article} ${wanted} definition, got ${preview(target)}`);
}
