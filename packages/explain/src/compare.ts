import type { History } from '@swf/history';
import { checkHistory } from './check-history.js';
import { type EntityRow, entityRows, textsOf } from './entity-rows.js';
import { isRedactedAs } from './redact.js';

/** A field in which two histories differ; `a` or `b` is undefined where there is no such entity. */
export interface HistoryDifference extends Pick<EntityRow, 'type' | 'id' | 'attempt'> {
  readonly field: string;
  readonly a?: string | undefined;
  readonly b?: string | undefined;
}

/** What is compared of an entity: times and event ids differ between any two runs. */
const COMPARED = ['state', 'reason', 'input', 'result', 'details', 'tagList'] as const;

/** What is said of an entity that only one history has. */
const OUTCOME = ['state', 'reason', 'result'] as const;

type Compared = Pick<HistoryDifference, 'type' | 'id' | 'attempt'> &
  Readonly<Partial<Record<Exclude<(typeof COMPARED)[number], 'tagList'>, string>>> & {
    readonly tagList?: readonly string[];
  };

/**
 * Compares two histories by what is in them: each attempt of each activity, timer, child, ...
 *
 * A redacted text is the same as another of its length. Damaged histories are compared up to the
 * damage.
 *
 * @throws `InvalidArgumentError` if one of them is not a history.
 */
export function compareHistories(a: History, b: History): readonly HistoryDifference[] {
  const [one, other] = [entitiesByKey(a), entitiesByKey(b)];
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return besideEachOther(keys.flatMap((key) => differences(one.get(key), other.get(key))));
}

/** Puts the attempts of an entity beside each other, those of only one history too. */
function besideEachOther(all: readonly HistoryDifference[]): readonly HistoryDifference[] {
  const entities = new Map<string, HistoryDifference[]>();
  for (const difference of all) {
    const key = `${difference.type} ${difference.id}`;
    const own = entities.get(key);
    if (own) own.push(difference);
    else entities.set(key, [difference]);
  }
  return [...entities.values()].flat();
}

function differences(a: Compared | undefined, b: Compared | undefined): readonly HistoryDifference[] {
  const known = a ?? b;
  if (known === undefined) return [];
  const { type, id, attempt } = known;
  if (a === undefined || b === undefined) {
    return OUTCOME.filter((field) => known[field] !== undefined).map((field) => ({
      type,
      id,
      attempt,
      field,
      ...(a && { a: a[field] }),
      ...(b && { b: b[field] }),
    }));
  }
  return COMPARED.filter((field) => !isSame(a[field], b[field])).map((field) => ({
    type,
    id,
    attempt,
    field,
    ...(a[field] !== undefined && { a: String(a[field]) }),
    ...(b[field] !== undefined && { b: String(b[field]) }),
  }));
}

function entitiesByKey(history: History): ReadonlyMap<string, Compared> {
  const { workflowExecution } = checkHistory(history).validPrefix.compile();
  const { tagList, state } = workflowExecution;
  const execution: Compared = {
    type: 'WorkflowExecution',
    id: '',
    attempt: 1,
    state,
    ...(textsOf(workflowExecution) as object),
    ...(tagList.length > 0 && { tagList }),
  };
  // How long something has been open is not compared.
  const rows = entityRows(history, new Date()) as readonly Compared[];
  return new Map([execution, ...rows].map((row) => [`${row.type} ${row.id} ${row.attempt}`, row]));
}

/** Tags are redacted one by one, and so compared. */
function isSame(one: Compared['input' | 'tagList'], other: Compared['input' | 'tagList']): boolean {
  if (typeof one === 'object' && typeof other === 'object') {
    return one.length === other.length && one.every((tag, index) => isSame(tag, other[index]));
  }
  if (one === other) return true;
  return typeof one === 'string' && typeof other === 'string' && (isRedactedAs(one, other) || isRedactedAs(other, one));
}
