import { useEffect, useMemo } from 'preact/hooks';
import type { RegistrationPage, TypeRegistration } from '../../api/registrations.js';
import { announce } from '../components/announcer.js';
import { grouped } from '../components/format.js';
import { Icon } from '../components/icon.js';
import { NoDomain } from '../components/no-domain.js';
import { Loading } from '../components/notices.js';
import { part } from '../components/part.js';
import { get } from '../data/api.js';
import { now } from '../data/clock.js';
import { usePageUrl } from '../data/page-url.js';
import { useLive } from '../data/use-live.js';
import { useRequest } from '../data/use-request.js';
import { useKeys } from '../shell/keys.js';
import { Page } from '../shell/page.js';
import type { SelectionBarProps } from './batch/selection-bar.js';
import { FilterBox } from './filter/filter-box.js';
import { problemOfFilter } from './filter/filter-text.js';
import { chosenColumns } from './list/columns.js';
import { ExecutionGrid } from './list/execution-grid.js';
import { countOf, type ExecutionList, executionList, knownIds, valuesOf } from './list/execution-list.js';
import { ListMenu } from './list/list-menu.js';
import { dayText, planSentence } from './list/plan-sentence.js';
import { isAnySelected } from './list/selection.js';
import { WhyButton } from './list/why-button.js';
import type { BadFilterProps, ListErrorProps, NoExecutionsProps } from './no-executions.js';
import { QueryTabs } from './query-tabs.js';
import { StartButton } from './start/start-button.js';

const SelectionBar = part<SelectionBarProps>(async () => (await import('./batch/selection-bar.js')).SelectionBar, {
  waiting: null,
});
const NoExecutions = part<NoExecutionsProps>(async () => (await import('./no-executions.js')).NoExecutions);
const BadFilter = part<BadFilterProps>(async () => (await import('./no-executions.js')).BadFilter);
const ListError = part<ListErrorProps>(async () => (await import('./no-executions.js')).ListError);

/** The executions of a domain. */
export function ExecutionsPage() {
  const { domain, query } = usePageUrl();
  return (
    <Page title="Executions" class="executions-page">
      {domain === undefined ? <NoDomain /> : <Executions domain={domain} q={query['q'] ?? ''} />}
    </Page>
  );
}

function Executions({ domain, q }: { readonly domain: string; readonly q: string }) {
  const { set } = usePageUrl();
  const list = executionList(domain, q);
  const { rows, isLoaded } = list.state.value;
  const isReadable = problemOfFilter(q) === undefined;
  useEffect(() => {
    if (!isReadable) return undefined;
    list.open();
    return () => list.leave();
  }, [list, isReadable]);
  const key = isLoaded ? `${domain} ${q}` : undefined;
  useLive(
    key,
    () => ({ topic: 'list', domain, q }),
    (update) => {
      if (update.topic === 'list') list.receive(update.page);
    },
  );
  useLive(
    key,
    () => ({ topic: 'counts', domain, q }),
    (update) => {
      if (update.topic === 'counts') list.count.value = update.count;
    },
  );
  const types = useRequest(`types ${domain}`, (signal) =>
    get<RegistrationPage<TypeRegistration>>('types/workflow', { domain }, signal),
  );
  const known = useMemo(
    () => ({ types: (types.data?.items ?? []).map(({ name, version }) => `${name}@${version}`), ...valuesOf(rows) }),
    [types.data, rows],
  );
  const filter = (next: string) => set({ q: next });
  return (
    <>
      <div class="page-header">
        <h1>Executions</h1>
        <div class="page-actions">
          <ListMenu list={list} />
          <StartButton domain={domain} />
        </div>
      </div>
      <div class="executions-tools">
        <QueryTabs q={q} onSelect={filter} />
        <FilterBox q={q} known={known} onChange={filter} onLeave={focusRow} />
        {isReadable ? <Summary list={list} /> : <div class="executions-summary" />}
      </div>
      <section class="executions-panel" id="executions" aria-label="List of executions">
        {isReadable ? (
          <ListBody list={list} hasTypes={types.data && types.data.items.length > 0} onFilter={filter} />
        ) : (
          <BadFilter onFilter={filter} />
        )}
      </section>
      {isAnySelected(list.selection.value) && <SelectionBar list={list} />}
    </>
  );
}

function focusRow(): boolean {
  const row = document.querySelector<HTMLElement>('#executions [data-active="true"]');
  row?.focus();
  return row !== null;
}

interface ListBodyProps {
  readonly list: ExecutionList;
  readonly hasTypes: boolean | undefined;
  readonly onFilter: (q: string) => void;
}

function ListBody({ list, hasTypes, onFilter }: ListBodyProps) {
  const { rows, isLoaded, nextPage } = list.state.value;
  const error = list.error.value;
  if (error && !isLoaded) return <ListError error={error} domain={list.domain} onRetry={() => list.reload()} />;
  if (!isLoaded) return <Loading rows={12} label="Loading executions" />;
  if (rows.length > 0 || nextPage !== undefined) return <ExecutionGrid key={`${list.domain} ${list.q}`} list={list} />;
  return (
    <NoExecutions domain={list.domain} q={list.q} ids={knownIds(list.domain)} hasTypes={hasTypes} onFilter={onFilter} />
  );
}

/** The count, who filters by what, and the rows that are new. */
function Summary({ list }: { readonly list: ExecutionList }) {
  const state = list.state.value;
  const { fresh, gone, plan, read, hasGap } = state;
  const count = countOf(state, list.count.value);
  const freshCount = `${grouped(fresh.length)}${hasGap ? '+' : ''}`;
  useEffect(() => {
    if (fresh.length > 0) announce(`${freshCount} new ${freshCount === '1' ? 'execution' : 'executions'}.`);
  }, [freshCount]);
  const hasNews = fresh.length > 0 || gone.size > 0;
  const hasFailed = list.error.value !== undefined && !state.isLoaded;
  useKeys({ n: { title: 'Show new rows', run: () => hasNews && list.showFresh() } });
  if (hasFailed) return <div class="executions-summary" />;
  return (
    <div class="executions-summary">
      <span class="count number">
        <strong>{count === undefined ? '…' : `${grouped(count.count)}${count.truncated ? '+' : ''}`}</strong>{' '}
        {count?.count === 1 && !count.truncated ? 'execution' : 'executions'}
      </span>
      <span class="secondary truncate">
        {plan && [planSentence(plan, read), dayText(list.q, plan, now.peek())].filter(Boolean).join('; ')}
      </span>
      {chosenColumns.value.includes('why') && <WhyButton list={list} />}
      {hasNews && (
        <button type="button" class="news" title="Show new rows (n)" onClick={() => list.showFresh()}>
          {fresh.length > 0 && <Icon name="up" />}
          {[
            ...(fresh.length > 0 ? [`${freshCount} new`] : []),
            ...(gone.size > 0 ? [`${grouped(gone.size)} no longer match${gone.size === 1 ? 'es' : ''}`] : []),
          ].join(', ')}
        </button>
      )}
    </div>
  );
}
