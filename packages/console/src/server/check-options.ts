import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject, checkOneOf, checkOptions, NAME, type OptionNames, preview } from '@swf/settings/wire';
import type { TargetInfo } from '../api/session.js';
import { kinds } from '../changes/kinds.js';
import { parseName } from './access/hosts.js';
import { CONSOLE_OPTIONS, type ConsoleOptions } from './options.js';

const TARGET: OptionNames<TargetInfo> = {
  service: true,
  domain: true,
  region: true,
  context: true,
  options: true,
  protected: true,
};

/** @throws `InvalidArgumentError` for an unknown option or a bad value. */
export function checkConsoleOptions(options: ConsoleOptions): ConsoleOptions {
  const given = checkOptions('options', options, CONSOLE_OPTIONS);
  const { domain, target, changes, budget, allowHosts, files } = given;
  for (const name of ['client', 'liveClient'] as const) checkMethods(name, given[name], 'an SWFClient', ['send']);
  if (domain !== undefined) NAME.check('domain', domain);
  if (target !== undefined) {
    const { service } = checkOptions('target', checkObject('target', target), TARGET);
    checkOneOf('target.service', service, ['local', 'aws', 'offline']);
  }
  if (changes !== undefined && changes !== false) {
    const unknown = Array.isArray(changes) ? changes.find((kind) => !kinds.includes(kind)) : changes;
    if (unknown !== undefined) {
      throw new InvalidArgumentError(`changes must be false or some of ${kinds.join(', ')}, got ${preview(unknown)}`);
    }
  }
  if (budget !== undefined && !(typeof budget === 'number' && budget > 0 && budget <= 1)) {
    throw new InvalidArgumentError(`budget must be a number above 0 and up to 1, got ${preview(budget)}`);
  }
  for (const [index, name] of arrayOf('allowHosts', allowHosts).entries()) checkHost(`allowHosts[${index}]`, name);
  for (const name of ['auth', 'decode', 'audit', 'pollers'] as const) {
    const value = given[name];
    if (value !== undefined && typeof value !== 'function') {
      throw new InvalidArgumentError(`${name} must be a function, got ${preview(value)}`);
    }
  }
  checkMethods('queries', given.queries, 'a QueryStore', ['list', 'save', 'remove']);
  checkMethods('clock', given.clock, 'a ConsoleClock', ['now', 'setTimer']);
  checkMethods('virtualClock', given.virtualClock, 'a MovableClock', ['now', 'advance', 'deadlines']);
  for (const [index, file] of arrayOf('files', files).entries()) {
    checkMethods(`files[${index}]`, file, 'a DumpFile', ['read']);
    if (typeof file.name !== 'string') {
      throw new InvalidArgumentError(`files[${index}].name must be a string, got ${preview(file.name)}`);
    }
  }
  return given;
}

/** Checks that a value, if it is given, has the methods of its type. */
function checkMethods(field: string, value: unknown, type: string, methods: readonly string[]): void {
  if (value === undefined) return;
  const missing = methods.find((method) => typeof (Object(value) as Record<string, unknown>)[method] !== 'function');
  if (missing === undefined) return;
  throw new InvalidArgumentError(`${field} must be ${type} with the method ${missing}, got ${preview(value)}`);
}

function arrayOf<Item>(field: string, value: readonly Item[] | undefined): readonly Item[] {
  if (value === undefined || Array.isArray(value)) return value ?? [];
  throw new InvalidArgumentError(`${field} must be an array, got ${preview(value)}`);
}

/** A URL or a pattern matches no request: whoever gives one would be locked out without a word. */
function checkHost(field: string, name: unknown): void {
  if (typeof name === 'string' && !name.includes('*') && parseName(name) !== undefined) return;
  throw new InvalidArgumentError(
    `${field} must be a host name or an address, with or without a port, got ${preview(name)}`,
  );
}
