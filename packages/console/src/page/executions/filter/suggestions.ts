import { filterTerms, formatTerm, type Term } from '@swf/querysets/text';
import { counted } from '../../components/format.js';
import { lastTermAt, readFilterText } from './filter-text.js';

/** Something that the filter box offers. */
export interface Suggestion {
  /** What the box has in place of the draft, if it is chosen. */
  readonly text: string;
  readonly note: string;
  /** Whether it is a whole term, and not a name that needs a value. */
  readonly isTerm: boolean;
  /** Whether nothing known says that it is meant: Enter alone does not choose it. */
  readonly isGuess?: boolean;
}

/** Values that are known to exist in the domain. */
export interface KnownValues {
  readonly types: readonly string[];
  readonly tags: readonly string[];
  readonly ids: readonly string[];
}

const MOST = 10;

const TERM_NOTES: Readonly<Record<string, string>> = {
  status: 'open or closed',
  id: 'the workflow id, exactly',
  type: 'name, or name@version',
  tag: 'one of the tags',
  closed: 'how it closed',
  since: 'started at that time or later',
  until: 'started before that time',
  'closed-since': 'closed at that time or later',
  'closed-until': 'closed before that time',
};

const AGES: readonly (readonly [value: string, note: string])[] = [
  ['1h', 'an hour ago'],
  ['6h', 'six hours ago'],
  ['today', 'midnight of today'],
  ['1d', 'a day ago'],
  ['2d', 'two days ago'],
  ['7d', 'a week ago'],
  ['30d', 'thirty days ago'],
];

const AGE_TERMS: ReadonlySet<string> = new Set(['since', 'until', 'closed-since', 'closed-until']);

const UNITS: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day', s: 'second' };

const WORDS: Readonly<Record<string, readonly (readonly [value: string, note: string])[]>> = {
  status: [
    ['open', 'running'],
    ['closed', 'ended in any way'],
  ],
  closed: [
    ['completed', ''],
    ['failed', ''],
    ['timed_out', ''],
    ['canceled', ''],
    ['terminated', ''],
    ['continued_as_new', ''],
  ],
  ...Object.fromEntries([...AGE_TERMS].map((name) => [name, AGES])),
};

/** Returns what could complete the text that is typed, the likeliest first. */
export function suggestionsFor(draft: string, terms: readonly Term[], known: KnownValues): readonly Suggestion[] {
  const at = lastTermAt(draft);
  const typed = draft.slice(at);
  const before = readFilterText(draft.slice(0, at)).terms;
  const colon = typed.indexOf(':');
  const found =
    colon < 0
      ? termNames(typed.trim(), [...terms, ...before], known)
      : values(typed.slice(0, colon), typed.slice(colon + 1), known);
  return found.slice(0, MOST).map((each) => ({ ...each, text: draft.slice(0, at).trimStart() + each.text }));
}

/** A word without a colon: the name of a term, or the value of one. */
function termNames(typed: string, terms: readonly Term[], known: KnownValues): readonly Suggestion[] {
  const isFree = (name: string) => name === 'tag' || terms.every((term) => term.name !== name);
  const names = filterTerms.filter((name) => name.startsWith(typed) && isFree(name)).map(nameOnly);
  if (typed === '') return names;
  const words = ['status', 'closed'].filter(isFree).flatMap((name) => values(name, typed, known));
  if (names.length > 0 || words.length > 0) return [...names, ...words];
  const meant = filterTerms.filter((name) => isFree(name) && isNamed(name, typed)).map(nameOnly);
  const free = ['id', 'type', 'tag'].filter(isFree);
  const found = free.flatMap((name) => values(name, typed, known));
  const isKnown = ({ text }: Suggestion) =>
    found.some((each) => each.text === text || each.text.startsWith(`${text}@`));
  // A word that is known nowhere is most often an id that somebody pasted.
  const whole = free.map((name) => term(name, typed, noteOf(name)));
  const versioned = typed.includes('@') ? whole.filter(({ text }) => text.startsWith('type:')) : [];
  // A single letter is a key of the list, typed too late; and a filter has one id.
  const isGuess = typed.length === 1 || !isFree('id');
  const guesses = whole.map((each) => ({ ...each, ...(isGuess && { isGuess }) }));
  const all = [...whole.filter(isKnown), ...versioned, ...meant, ...found.filter(() => isGuess), ...guesses, ...found];
  return all.filter(({ text }, index) => all.findIndex((each) => each.text === text) === index);
}

function nameOnly(name: string): Suggestion {
  return { text: `${name}:`, note: noteOf(name), isTerm: false };
}

/** Whether a word of what a term means begins like this: `started` is `since:`. */
function isNamed(name: string, typed: string): boolean {
  const words = noteOf(name).split(/\W+/);
  return typed.length > 2 && words.some((word) => word.startsWith(typed.toLowerCase()));
}

function noteOf(name: string): string {
  return TERM_NOTES[name] ?? '';
}

function term(name: string, value: string, note: string): Suggestion {
  return { text: formatTerm({ name, value }), note, isTerm: true };
}

function values(name: string, typed: string, known: KnownValues): readonly Suggestion[] {
  const wanted = typed.replace(/^"/, '').toLowerCase();
  const meant = filterTerms.find((each) => name.endsWith(`-${each}`));
  if (!filterTerms.includes(name)) return meant === undefined ? [] : values(meant, typed, known);
  const own: Readonly<Record<string, readonly string[]>> = { type: known.types, tag: known.tags, id: known.ids };
  if (AGE_TERMS.has(name) && /^\d/.test(wanted)) return ages(wanted).map((value) => age(name, value));
  const words = WORDS[name];
  const pairs = words ?? (own[name] ?? []).map((value) => [value, ''] as const);
  return pairs
    .filter(([value]) => (words ? value.startsWith(wanted) : value.toLowerCase().includes(wanted)))
    .toSorted(([one], [other]) => rank(one, wanted) - rank(other, wanted))
    .map(([value, note]) => term(name, value, note));
}

/** Returns the ages, or the date, that digits begin. */
function ages(typed: string): readonly string[] {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]?)$/.exec(typed) ?? [];
  if (number === '') return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? [typed] : [];
  return Object.keys(UNITS).flatMap((each) => (each.startsWith(unit) ? [`${number}${each}`] : []));
}

function age(name: string, value: string): Suggestion {
  const unit = UNITS[value.slice(-1)];
  const note = unit === undefined ? 'midnight UTC of that day' : `${counted(Number(value.slice(0, -1)), unit)} ago`;
  return term(name, value, note);
}

function rank(value: string, wanted: string): number {
  return value.toLowerCase().startsWith(wanted) ? 0 : 1;
}
