import { DESCRIPTION, NAME, RETENTION_PERIOD, TRIMMED_NAME, VERSION } from '@swf/settings/wire';
import { problemOf, readAttributes, type Texts } from '../components/attributes/attributes.js';
import { KINDS, type Registration, type RegistrationKind } from './kinds.js';

/** Returns the fields of a registration like another; a new version has no version yet. */
export function registerLike(kind: RegistrationKind, from: Partial<Registration>): Texts {
  const kept = ['name', 'description', ...KINDS[kind].defaults.map(({ name }) => name)];
  const entries = kept.flatMap((name) => (from[name] === undefined ? [] : [[name, String(from[name])] as const]));
  return { ...(kind === 'domains' && { retentionPeriodInDays: '30' }), ...Object.fromEntries(entries) };
}

/** Returns what is sent, or by field what is wrong. */
export function readRegistration(
  kind: RegistrationKind,
  domain: string,
  texts: Texts,
): { readonly body?: Readonly<Record<string, unknown>>; readonly problems: Texts } {
  const { name = '', version = '', description = '' } = texts;
  const { values, problems } = readAttributes(KINDS[kind].defaults, texts);
  const days = retentionOf(texts['retentionPeriodInDays'] ?? '');
  const found: Readonly<Record<string, string | undefined>> = {
    name: problemOf(() => (kind === 'domains' ? TRIMMED_NAME : NAME).check('name', name)),
    ...(kind === 'domains'
      ? { retentionPeriodInDays: problemOf(() => RETENTION_PERIOD.check('retentionPeriodInDays', days)) }
      : { version: problemOf(() => VERSION.check('version', version)) }),
    description: problemOf(() => DESCRIPTION.check('description', description)),
    ...problems,
  };
  const wrong = Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (wrong.length > 0) return { problems: Object.fromEntries(wrong) };
  return {
    body: {
      ...(kind === 'domains' ? { name, retentionPeriodInDays: days } : { domain, name, version }),
      ...(description !== '' && { description }),
      ...values,
    },
    problems: {},
  };
}

function retentionOf(text: string): number | 'NONE' {
  const trimmed = text.trim();
  if (/^none$/i.test(trimmed)) return 'NONE';
  return trimmed === '' ? Number.NaN : Number(trimmed);
}
