import { existsSync } from 'node:fs';
import type { History } from '@swf/history';
import { EXIT } from '../exit-codes.js';
import { REDACTED, redactedText } from '../histories/redact.js';
import { readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import { entityRows, textsOf } from '../views/entity.js';

type DiffOptions = Omit<SourceOptions, 'run' | 'file'> & OutputOptions;

const VIEW: View = {
  fields: ['type', 'id', 'attempt', 'field', 'a', 'b'],
  columns: [
    { heading: 'TYPE', value: ({ type }) => type },
    { heading: 'ID', value: ({ id }) => id },
    { heading: 'ATTEMPT', value: ({ attempt }) => attempt },
    { heading: 'FIELD', value: ({ field }) => field },
    { heading: 'A', value: ({ a }) => a ?? '-' },
    { heading: 'B', value: ({ b }) => b ?? '-' },
  ],
  id: ['type', 'id', 'attempt', 'field'],
};

/** Compares two histories by entities, not by lines; exit code 8 if they differ. */
export async function diff({ shell, arguments: args, options }: Invocation<DiffOptions>): Promise<number | undefined> {
  const histories: History[] = [];
  for (const text of args) {
    const isFile = existsSync(text);
    const source = await readSource(shell, isFile ? undefined : text, isFile ? { ...options, file: text } : options);
    histories.push(source.history);
    if (isRedacted(source.history)) {
      await write(shell.stderr, `${visible(text)} is redacted: its texts are compared by their lengths\n`);
    }
  }
  const [a = new Map(), b = new Map()] = histories.map(entities);
  const differences = compare(a, b);
  if (differences.length === 0) await write(shell.stderr, 'no differences\n');
  if (differences.length > 0 || options.output !== 'table') await printRows(shell, options, VIEW, differences);
  return differences.length > 0 ? EXIT.checkFailed : undefined;
}

/** What is compared of an entity: times and event ids differ between any two runs. */
const COMPARED = ['state', 'reason', 'input', 'result', 'details', 'tagList'] as const;

function entities(history: History): ReadonlyMap<string, Row> {
  const now = history.last?.timestamp ?? new Date(0);
  const state = history.validPrefix.compile();
  const { workflowExecution } = state;
  const { tagList } = workflowExecution;
  const execution: Row = {
    type: 'WorkflowExecution',
    id: '',
    attempt: 1,
    state: workflowExecution.state,
    ...textsOf(workflowExecution),
    ...(tagList.length > 0 && { tagList: tagList.join(',') }),
  };
  return new Map(
    [execution, ...entityRows(state, now)].map((row) => [`${row['type']} ${row['id']} ${row['attempt']}`, row]),
  );
}

function compare(one: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>): readonly Row[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].flatMap((key) => {
    const [a, b] = [one.get(key), other.get(key)];
    const { type, id, attempt } = a ?? b ?? {};
    if (!a || !b) return [{ type, id, attempt, field: 'state', a: a?.['state'], b: b?.['state'] }];
    return COMPARED.filter((field) => !isSame(a[field], b[field])).map((field) => ({
      type,
      id,
      attempt,
      field,
      a: a[field],
      b: b[field],
    }));
  });
}

/** A redacted text is the same as another of its length. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return redactedText(one) === other || redactedText(other) === one;
}

function isRedacted(history: History): boolean {
  const texts = history.events.flatMap(({ attributes }) => Object.values(attributes) as unknown[]);
  return texts.some((text) => typeof text === 'string' && REDACTED.test(text));
}
