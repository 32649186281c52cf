import { counted } from '../components/format.js';
import { Icon } from '../components/icon.js';
import { EmptyState } from '../components/notices.js';
import { useRequest } from '../data/use-request.js';
import { listsNamedBy, registeredTypes } from './named-lists.js';
import { watchLists } from './watched.js';

interface NoListsProps {
  readonly domain: string;
  /** Lists that histories name. */
  readonly seen: readonly string[];
  /** Asks before it describes many types. */
  readonly onFind: () => void;
}

/** As many types are described without asking: each is a request. */
const MOST_TYPES = 20;

/** Offers the lists that the types name, as no list is watched yet. */
export function NoLists({ domain, seen, onFind }: NoListsProps) {
  const { data: named, isLoading } = useRequest(`named lists of ${domain}`, async (signal) => {
    const types = await registeredTypes(domain, signal);
    if (types.length > MOST_TYPES) return undefined;
    let found: ReadonlySet<string> = new Set();
    for await (const lists of listsNamedBy(types, domain, signal)) found = lists;
    return [...found].sort();
  });
  const lists = named === undefined && seen.length === 0 ? undefined : [...new Set([...seen, ...(named ?? [])])].sort();
  return (
    <EmptyState icon="taskLists" title="No task list is watched yet">
      {lists === undefined || lists.length === 0 ? (
        <>
          <p>{isLoading ? 'Looking which lists the types name…' : whatNow(lists)}</p>
          {!isLoading && lists === undefined && (
            <button type="button" onClick={onFind}>
              <Icon name="search" />
              Find lists
            </button>
          )}
        </>
      ) : (
        <>
          <p>Registered types and histories that were read name these. Watch some, or name another one above.</p>
          <p class="page-actions">
            {lists.map((name) => (
              <button key={name} type="button" class="mono" onClick={() => watchLists(domain, [name])}>
                {name}
              </button>
            ))}
          </p>
          {lists.length > 1 && (
            <button type="button" class="primary" onClick={() => watchLists(domain, lists)}>
              Watch {lists.length === 2 ? 'both' : `all ${counted(lists.length, 'list')}`}
            </button>
          )}
        </>
      )}
    </EmptyState>
  );
}

function whatNow(lists: readonly string[] | undefined): string {
  return lists === undefined
    ? 'Name one above, or find the default lists of the registered types.'
    : 'No registered type names a default list, nor does a history that was read. Name one above.';
}
