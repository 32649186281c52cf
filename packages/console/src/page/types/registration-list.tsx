import { useState } from 'preact/hooks';
import { ErrorState } from '../components/error-state.js';
import { type Column, Grid } from '../components/grid.js';
import { monoTrack } from '../components/grid-window.js';
import { Icon } from '../components/icon.js';
import { EmptyState, Loading, Notice } from '../components/notices.js';
import { RelativeTime } from '../components/time.js';
import { usePageUrl } from '../data/page-url.js';
import { useKeys } from '../shell/keys.js';
import { KINDS, type Registration, type RegistrationKind, registrationText } from './kinds.js';
import { RegistrationPanel } from './registration-panel.js';
import { useRegistrations } from './use-registrations.js';

interface RegistrationListProps {
  readonly kind: RegistrationKind;
  readonly domain: string;
  /** Registers something like it. */
  readonly onCopy: (from: Partial<Registration>) => void;
}

/** The registrations of a kind, and the one that is open beside them. */
export function RegistrationList({ kind, domain, onCopy }: RegistrationListProps) {
  const { query, set } = usePageUrl();
  const [text, setText] = useState('');
  const { path, thing } = KINDS[kind];
  const list = useRegistrations<Registration>(path, kind === 'domains' ? {} : { domain });
  const { items, isLoaded, isComplete, error } = list;
  const rows = items.filter((item) => registrationText(item).toLowerCase().includes(text.trim().toLowerCase()));
  const opened = query['open'];
  const shown = items.find((item) => registrationText(item) === opened);
  useKeys({ '/': { title: 'Filter', run: () => document.getElementById('type-filter')?.focus() } });
  if (error && items.length === 0) return <ErrorState error={error} onRetry={list.tryAgain} />;
  if (!isLoaded) return <Loading label={`Loading ${thing}s`} />;
  if (items.length === 0) return <NothingRegistered kind={kind} domain={domain} />;
  return (
    <>
      <div class="types-list">
        <div class="types-tools">
          <div class="search-box">
            <Icon name="search" />
            <input
              id="type-filter"
              type="search"
              aria-label={`Filter ${thing}s`}
              placeholder="Filter by name"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </div>
        </div>
        {error && (
          <div class="page-notice" role="alert">
            <Notice tone="failed">
              {error.message}
              <button type="button" class="link" onClick={list.tryAgain}>
                Try again
              </button>
            </Notice>
          </div>
        )}
        {rows.length === 0 && isComplete ? (
          <EmptyState title={`No ${thing} has "${text}" in its name`}>
            <button type="button" onClick={() => setText('')}>
              Show all
            </button>
          </EmptyState>
        ) : (
          <Grid
            label={KINDS[kind].title}
            columns={columnsOf(kind, items)}
            rows={rows}
            rowKey={registrationText}
            rowCount={isComplete ? rows.length : -1}
            onOpen={(row) => set({ open: registrationText(row) })}
            onEnd={list.readMore}
            rowClass={(row) => (registrationText(row) === opened ? 'is-open' : '')}
          />
        )}
      </div>
      {shown && (
        <RegistrationPanel
          key={`${kind} ${opened}`}
          kind={kind}
          domain={domain}
          registration={shown}
          onCopy={onCopy}
          onChanged={list.reload}
          onClose={() => set({ open: undefined })}
        />
      )}
    </>
  );
}

const DESCRIPTION: Column<Registration> = {
  id: 'description',
  title: 'Description',
  width: 'minmax(120px, 2fr)',
  hideBelow: 560,
  cell: ({ description = '' }) => <span title={description}>{description}</span>,
};

function columnsOf(kind: RegistrationKind, items: readonly Registration[]): readonly Column<Registration>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: monoTrack(items, ({ name }) => name),
      narrowWidth: 'minmax(120px, 1.4fr)',
      cell: ({ name }) => <span class="mono">{name}</span>,
    },
    ...(kind === 'domains'
      ? []
      : [
          {
            id: 'version',
            title: 'Version',
            width: 'minmax(72px, 120px)',
            cell: ({ version }: Registration) => version,
          },
        ]),
    {
      id: 'registered',
      title: 'Status',
      width: 'minmax(96px, 140px)',
      cell: ({ status }) => (status === 'REGISTERED' ? 'registered' : <span class="is-deprecated">deprecated</span>),
    },
    ...(items.some(({ description = '' }) => description !== '') ? [DESCRIPTION] : []),
    ...(kind === 'domains'
      ? []
      : [
          {
            id: 'created',
            title: 'Registered',
            width: 'minmax(92px, 1fr)',
            hideBelow: 680,
            cell: ({ creationDate }: Registration) => creationDate && <RelativeTime at={creationDate} />,
          },
        ]),
  ];
}

function NothingRegistered({ kind, domain }: { readonly kind: RegistrationKind; readonly domain: string }) {
  if (kind === 'domains') {
    return (
      <EmptyState icon="types" title="No domain is registered in this account and region">
        <p>Register one here, or with "swf domain register NAME". A domain cannot be deleted, only deprecated.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="types" title={`${domain} has no ${KINDS[kind].thing} yet`}>
      <p>Programs register their types when they start. You can register one here, too.</p>
    </EmptyState>
  );
}
