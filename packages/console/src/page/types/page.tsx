import { useState } from 'preact/hooks';
import { Icon } from '../components/icon.js';
import { NoDomain } from '../components/no-domain.js';
import { Tabs } from '../components/tabs.js';
import { usePageUrl } from '../data/page-url.js';
import { refusalOf } from '../data/session.js';
import { useKeys } from '../shell/keys.js';
import { Page } from '../shell/page.js';
import { CompareDialog } from './compare-dialog.js';
import { KINDS, kindFrom, type Registration, type RegistrationKind } from './kinds.js';
import { RegisterDialog } from './register-dialog.js';
import { RegistrationList } from './registration-list.js';

const ORDER: readonly RegistrationKind[] = ['workflow', 'activity', 'domains'];

/** The types of a domain, and the domains. */
export function TypesPage() {
  const { query, domain, set } = usePageUrl();
  const kind = kindFrom(query['kind']);
  const wanted = query['register'];
  const [from, setFrom] = useState<Partial<Registration> | undefined>(
    wanted === undefined ? undefined : { name: wanted },
  );
  const [round, setRound] = useState(0);
  const [isComparing, setComparing] = useState(false);
  const select = (id: string) =>
    set({ kind: id === 'workflow' ? undefined : id, open: undefined, register: undefined });
  useKeys(
    Object.fromEntries(
      ORDER.map((each, index) => [`${index + 1}`, { title: KINDS[each].title, run: () => select(each) }]),
    ),
  );
  const refusal = refusalOf('register');
  const { thing } = KINDS[kind];
  const close = () => {
    setFrom(undefined);
    set({ register: undefined }, 'replace');
  };
  return (
    <Page title={KINDS[kind].title} class="types-page">
      <div class="page-header">
        <h1>{kind === 'domains' ? 'Domains' : 'Types'}</h1>
        <div class="page-actions">
          {kind !== 'domains' && domain !== undefined && (
            <button type="button" onClick={() => setComparing(true)}>
              Compare with a file…
            </button>
          )}
          <button
            type="button"
            class={refusal === undefined ? 'primary' : ''}
            aria-disabled={refusal !== undefined}
            title={refusal}
            onClick={() => refusal === undefined && setFrom({})}
          >
            <Icon name="plus" />
            Register
          </button>
        </div>
      </div>
      <div class="types-tabs">
        <Tabs
          label="Kinds"
          panel="registrations"
          tabs={ORDER.map((id) => ({ id, title: KINDS[id].title }))}
          selected={kind}
          onSelect={select}
        />
      </div>
      <section class="types-panel" id="registrations" aria-label={KINDS[kind].title}>
        {kind !== 'domains' && domain === undefined ? (
          <NoDomain />
        ) : (
          <RegistrationList key={`${kind} ${domain} ${round}`} kind={kind} domain={domain ?? ''} onCopy={setFrom} />
        )}
      </section>
      {isComparing && domain !== undefined && (
        <CompareDialog domain={domain} onRegistered={() => setRound(round + 1)} onClose={() => setComparing(false)} />
      )}
      {from && (
        <RegisterDialog
          kind={kind}
          domain={domain ?? ''}
          from={from}
          title={
            from.version === undefined
              ? `Register a ${thing}`.replace('a activity', 'an activity')
              : `New version of ${from.name}`
          }
          onClose={close}
          onDone={() => setRound(round + 1)}
        />
      )}
    </Page>
  );
}
