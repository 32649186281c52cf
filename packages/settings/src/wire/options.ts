import { closestMatch } from 'leven';
import { InvalidArgumentError } from '../errors/index.js';
import { checkObject } from './check.js';

/** Every option of an interface by name. TypeScript reports an option that is missing here. */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: true | object };

/**
 * Returns the options if all of them are known; absent options are an empty object.
 *
 * An option that is `undefined` counts as absent. Meant for options that a person writes, never for
 * data that SWF sends, which may have newer members.
 *
 * @param field what messages call the options: `options` for an argument, `sticky` for a nested
 * object.
 * @throws `InvalidArgumentError` if it is not an object or has an unknown member, with the nearest
 * known name.
 *
 * @example
 * const WAIT_OPTIONS: OptionNames<WaitOptions> = { maxWaitTime: true, signal: true };
 * checkOptions('options', { maxWaitTme: 3 }, WAIT_OPTIONS); // unknown option "maxWaitTme"; did you mean "maxWaitTime"?
 */
export function checkOptions<Options extends object>(
  field: string,
  options: Options | undefined,
  names: OptionNames<Options>,
): Options {
  const given = checkObject(field, options === undefined ? ({} as Options) : options);
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !Object.hasOwn(names, name)) throw unknownOption(field, name, Object.keys(names));
  }
  return given;
}

function unknownOption(field: string, name: string, known: readonly string[]): InvalidArgumentError {
  return new InvalidArgumentError(unknownName('option', name, known, field === 'options' ? '' : `${field}.`));
}

/**
 * Returns the message for a name that is not known, with the nearest known name, or all if none is
 * near.
 */
export function unknownName(kind: string, name: string, known: readonly string[], parent = ''): string {
  const nearest = nearestName(name, known);
  const remedy = nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${nearest}"?`;
  return `unknown ${kind} "${parent}${name}"; ${remedy}`;
}

/**
 * Returns the known name that differs by a few letters, or has the given one in it: `taskList` in
 * `defaultTaskList`.
 */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const candidates = known.map((each) => each.toLowerCase());
  const containing = candidates.find((candidate) => candidate.includes(given));
  const nearest = containing ?? closestMatch(given, candidates, { maxDistance: Math.ceil(given.length / 3) });
  return nearest === undefined ? undefined : known[candidates.indexOf(nearest)];
}
