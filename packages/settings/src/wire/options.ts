import type { SWFClient } from '@aws-sdk/client-swf';
import { closestMatch } from 'leven';
import { InvalidArgumentError } from '../errors/index.js';
import { checkObject, preview } from './check.js';

/** Every option of an interface by name. TypeScript reports an option that is missing here. */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: true | object };

/**
 * Returns the options if all of them are known; absent options are an empty object.
 *
 * An option that is `undefined` counts as absent. Meant for options that a person writes, never for
 * data that SWF sends, which may have newer members.
 *
 * @param field the name of the object in messages: `options`, or that of a member.
 * @throws `InvalidArgumentError` if it is not an object or has an unknown member, with the nearest
 * known name.
 *
 * @example
 * const WAIT_OPTIONS: OptionNames<WaitOptions> = { maxWaitTime: true, signal: true };
 * checkOptions('options', { maxWaitTme: 3 }, WAIT_OPTIONS);
 * // unknown option "maxWaitTme"; did you mean "maxWaitTime"?
 */
export function checkOptions<Options extends object>(
  field: string,
  options: Options | undefined,
  names: OptionNames<Options>,
): Options {
  const given = checkObject(field, options === undefined ? ({} as Options) : options);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(names, name) || Reflect.get(given, name) === undefined) continue;
    throw unknownOption(field, name, Object.keys(names));
  }
  return given;
}

/** The part of an `SWFClient` that is used; a client of any copy or version of the SDK has it. */
export type Client = Pick<SWFClient, 'send'>;

/** The options of everything that sends requests. */
export interface RequestOptions {
  /** The client to send with. Default: that of the settings in force when the request is sent. */
  readonly client?: Client | undefined;
  /** Ends the request; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The names of the request options, for options that extend them. */
export const REQUEST_OPTIONS: OptionNames<RequestOptions> = { client: true, signal: true };

/**
 * Returns the options if they can be used to send.
 *
 * @throws `InvalidArgumentError` naming the option and its value.
 */
export function checkRequestOptions<Options extends RequestOptions>(options: Options): Options {
  const { client, signal } = checkObject('options', options);
  if (client !== undefined && typeof client?.send !== 'function') {
    throw new InvalidArgumentError(`client must be an SWFClient, got ${preview(client)}`);
  }
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new InvalidArgumentError(`signal must be an AbortSignal, got ${preview(signal)}`);
  }
  return options;
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
 * Returns the known name that differs by a few letters, has the given one in it (`taskList` in
 * `defaultTaskList`), or ends it (`since` in `started-since`).
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const candidates = known.map((each) => each.toLowerCase());
  const containing = candidates.find((candidate) => candidate.includes(given));
  const ending = candidates.find((candidate) => given.endsWith(`-${candidate}`));
  const nearest = containing ?? ending ?? closestMatch(given, candidates, { maxDistance: Math.ceil(given.length / 3) });
  return nearest === undefined ? undefined : known[candidates.indexOf(nearest)];
}
