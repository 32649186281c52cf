import { TRIMMED_NAME } from '@swf/settings/wire';
import { useEffect, useState } from 'preact/hooks';
import type { TaskListInfo } from '../../api/registrations.js';
import { problemOf } from '../components/attributes/attributes.js';
import { TextField } from '../components/field.js';
import { Icon } from '../components/icon.js';
import { NoDomain } from '../components/no-domain.js';
import { Notice } from '../components/notices.js';
import { get } from '../data/api.js';
import { usePageUrl } from '../data/page-url.js';
import { session } from '../data/session.js';
import { useLive } from '../data/use-live.js';
import { useRequest } from '../data/use-request.js';
import { Page } from '../shell/page.js';
import { FindLists } from './find-lists.js';
import { NoLists } from './no-lists.js';
import { type Sample, withSample } from './samples.js';
import { TaskListGrid } from './task-list-grid.js';
import { TaskListPanel } from './task-list-panel.js';
import { listsOf, unwatchList, watchLists } from './watched.js';

/** As many lists that histories name are offered. */
const MOST_SEEN = 8;

/** What waits on the task lists of a domain. */
export function TaskListsPage() {
  const { domain } = usePageUrl();
  return (
    <Page title="Task lists" class="types-page">
      {domain === undefined ? <NoDomain /> : <TaskLists key={domain} domain={domain} />}
    </Page>
  );
}

function TaskLists({ domain }: { readonly domain: string }) {
  const { query, set } = usePageUrl();
  const [isFinding, setFinding] = useState(false);
  const wanted = query['list'];
  useEffect(() => {
    if (wanted !== undefined) watchLists(domain, [wanted]);
  }, [wanted, domain]);
  const names = listsOf(domain);
  const { infos, samples, error } = useTaskLists(domain, names);
  const { data: seen = [] } = useRequest(`seen lists of ${domain}`, (signal) =>
    get<readonly string[]>('task-lists/seen', { domain }, signal),
  );
  const others = names.length === 0 ? [] : seen.filter((name) => !names.includes(name));
  const opened = names.find((name) => name === wanted);
  return (
    <>
      <div class="page-header">
        <h1>Task lists</h1>
        <div class="page-actions">
          <WatchForm
            onWatch={(name) => watchLists(domain, [name])}
            known={seen.filter((name) => !names.includes(name))}
          />
          {names.length > 0 && (
            <button type="button" onClick={() => setFinding(true)}>
              <Icon name="search" />
              Find lists
            </button>
          )}
        </div>
      </div>
      {error && (
        <div class="page-notice">
          <Notice tone="failed">{error.message}</Notice>
        </div>
      )}
      {others.length > 0 && (
        <p class="seen-lists">
          <span class="secondary">Named in histories that the console has read:</span>
          {others.slice(0, MOST_SEEN).map((name) => (
            <button
              key={name}
              type="button"
              class="mono"
              title={`Watch ${name}`}
              onClick={() => watchLists(domain, [name])}
            >
              {name}
            </button>
          ))}
        </p>
      )}
      <section class="types-panel has-edge" aria-label="Watched task lists">
        {names.length === 0 ? (
          <NoLists domain={domain} seen={seen} onFind={() => setFinding(true)} />
        ) : (
          <TaskListGrid
            rows={names.map((name) => ({ name, info: infos.get(name), samples: samples.get(name) ?? [] }))}
            hasPollers={session.value?.features.pollers ?? false}
            opened={opened}
            onOpen={(name) => set({ list: name })}
            onRemove={(name) => {
              unwatchList(domain, name);
              if (name === wanted) set({ list: undefined }, 'replace');
            }}
          />
        )}
        {opened !== undefined && (
          <TaskListPanel
            key={opened}
            domain={domain}
            name={opened}
            info={infos.get(opened)}
            onClose={() => set({ list: undefined })}
          />
        )}
      </section>
      {isFinding && <FindLists domain={domain} onClose={() => setFinding(false)} />}
    </>
  );
}

/** Reads the lists, then follows them; keeps what they had since the page was opened. */
function useTaskLists(domain: string, names: readonly string[]) {
  const [infos, setInfos] = useState<ReadonlyMap<string, TaskListInfo>>(new Map());
  const [samples, setSamples] = useState<ReadonlyMap<string, readonly Sample[]>>(new Map());
  const receive = (lists: readonly TaskListInfo[]) => {
    const at = Date.now();
    setInfos((before) => new Map([...before, ...lists.map((list) => [list.name, list] as const)]));
    setSamples(
      (before) =>
        new Map([
          ...before,
          ...lists.map((list) => [list.name, withSample(before.get(list.name) ?? [], list, at)] as const),
        ]),
    );
  };
  const key = names.length === 0 ? undefined : JSON.stringify([domain, names]);
  const { data, error } = useRequest(key, (signal) =>
    get<readonly TaskListInfo[]>('task-lists', { domain, name: names }, signal),
  );
  useEffect(() => {
    if (data) receive(data);
  }, [data]);
  useLive(
    data ? key : undefined,
    () => ({ topic: 'taskLists', domain, names }),
    (update) => {
      if (update.topic === 'taskLists') receive(update.lists);
    },
  );
  return { infos, samples, error };
}

interface WatchFormProps {
  readonly onWatch: (name: string) => void;
  /** Names to complete. */
  readonly known: readonly string[];
}

function WatchForm({ onWatch, known }: WatchFormProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const watch = (event: Event) => {
    event.preventDefault();
    const found = problemOf(() => TRIMMED_NAME.check('taskList', name.trim()));
    setProblem(found);
    if (found !== undefined) return;
    onWatch(name.trim());
    setName('');
  };
  return (
    <form class="watch-form" noValidate onSubmit={watch}>
      <TextField
        label="Task list"
        value={name}
        onInput={setName}
        problem={problem}
        placeholder="Name of a task list"
        options={known}
        isMono
      />
      <button type="submit">Watch</button>
    </form>
  );
}
