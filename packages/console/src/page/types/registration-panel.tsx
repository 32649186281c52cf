import { formatTerm } from '@swf/querysets/text';
import { useState } from 'preact/hooks';
import type { ExecutionCount } from '../../api/executions.js';
import type { RegistrationPage } from '../../api/registrations.js';
import type { Kind } from '../../changes/kinds.js';
import { attributeText } from '../components/attributes/attribute-text.js';
import { Fact } from '../components/fact.js';
import { grouped } from '../components/format.js';
import { Loading, Notice } from '../components/notices.js';
import { SidePanel } from '../components/side-panel.js';
import { LocalTime } from '../components/time.js';
import { get } from '../data/api.js';
import { usePageUrl } from '../data/page-url.js';
import { refusalOf } from '../data/session.js';
import { useRequest } from '../data/use-request.js';
import { KINDS, type Registration, type RegistrationKind, registrationText } from './kinds.js';
import { RetireDialog } from './retire-dialog.js';

interface RegistrationPanelProps {
  readonly kind: RegistrationKind;
  readonly domain: string;
  readonly registration: Registration;
  readonly onCopy: (from: Partial<Registration>) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** A type or domain: its defaults, its open executions, and what can be done with it. */
export function RegistrationPanel({ kind, domain, registration, onCopy, onChanged, onClose }: RegistrationPanelProps) {
  const { path, defaults } = KINDS[kind];
  const { name, version, status } = registration;
  const [isRetiring, setRetiring] = useState(false);
  const query = kind === 'domains' ? { name } : { domain, name, version };
  const { data, error, isLoading } = useRequest(JSON.stringify([path, query, status]), (signal) =>
    get<RegistrationPage<Registration>>(path, query, signal),
  );
  const described = data?.items[0];
  const shown = described ?? registration;
  return (
    <SidePanel title={registrationText(registration)} onClose={onClose}>
      {shown.description && <p>{shown.description}</p>}
      <dl class="facts">
        <Fact name="Status">{status.toLowerCase()}</Fact>
        {shown.creationDate && (
          <Fact name="Registered">
            <LocalTime at={shown.creationDate} />
          </Fact>
        )}
        {shown.deprecationDate && status === 'DEPRECATED' && (
          <Fact name="Deprecated">
            <LocalTime at={shown.deprecationDate} />
          </Fact>
        )}
        {kind === 'domains' && described && (
          <Fact name="Retention">
            {described['retentionPeriodInDays'] === 'NONE'
              ? 'none'
              : `${String(described['retentionPeriodInDays'])} days`}
          </Fact>
        )}
      </dl>
      {error && <Notice tone="failed">{error.message}</Notice>}
      {isLoading && !described && <Loading rows={3} />}
      {described && defaults.length > 0 && (
        <section>
          <h3>Defaults</h3>
          <dl class="facts">
            {defaults.map((attribute) => (
              <Fact key={attribute.name} name={attribute.label}>
                {attributeText(attribute.kind, described[attribute.name])}
              </Fact>
            ))}
          </dl>
        </section>
      )}
      {kind === 'workflow' && <OpenExecutions domain={domain} type={registrationText(registration)} />}
      <PanelActions
        kind={kind}
        registration={registration}
        onRetire={() => setRetiring(true)}
        onCopy={() => described && onCopy(described)}
      />
      {isRetiring && (
        <RetireDialog
          kind={kind}
          domain={domain}
          registration={registration}
          onDone={onChanged}
          onClose={() => setRetiring(false)}
        />
      )}
    </SidePanel>
  );
}

/** Counts the open executions of a type when somebody wants to know: each count is a request. */
function OpenExecutions({ domain, type }: { readonly domain: string; readonly type: string }) {
  const { href } = usePageUrl();
  const [isWanted, setWanted] = useState(false);
  const q = `status:open ${formatTerm({ name: 'type', value: type })}`;
  const { data, error } = useRequest(isWanted ? `count ${domain} ${q}` : undefined, (signal) =>
    get<ExecutionCount>('executions/count', { domain, q }, signal),
  );
  return (
    <section class="panel-section">
      <h3>Executions</h3>
      <p class="page-actions">
        {data ? (
          <a href={href('/executions', { q })}>
            {grouped(data.count)}
            {data.truncated && '+'} open
          </a>
        ) : (
          <button type="button" onClick={() => setWanted(true)}>
            {isWanted && !error ? 'Counting…' : 'Count open ones'}
          </button>
        )}
        <a href={href('/executions', { q: formatTerm({ name: 'type', value: type }) })}>All of this type</a>
      </p>
      {error && <Notice tone="failed">{error.message}</Notice>}
    </section>
  );
}

interface PanelActionsProps {
  readonly kind: RegistrationKind;
  readonly registration: Registration;
  readonly onRetire: () => void;
  readonly onCopy: () => void;
}

function PanelActions({ kind, registration, onRetire, onCopy }: PanelActionsProps) {
  const { href } = usePageUrl();
  const isRegistered = registration.status === 'REGISTERED';
  return (
    <div class="page-actions">
      {kind === 'domains' && (
        <a class="button" href={href('/executions', { domain: registration.name })}>
          Open
        </a>
      )}
      {kind === 'workflow' && isRegistered && refusalOf('start') === undefined && (
        <a class="button" href={href('/start', { type: registrationText(registration) })}>
          Start one
        </a>
      )}
      {kind !== 'domains' && <Action kind="register" title="New version" onClick={onCopy} />}
      <Action
        kind={isRegistered ? 'retire' : 'register'}
        title={isRegistered ? 'Deprecate' : 'Undeprecate'}
        onClick={onRetire}
      />
    </div>
  );
}

interface ActionProps {
  readonly kind: Kind;
  readonly title: string;
  readonly onClick: () => void;
}

function Action({ kind, title, onClick }: ActionProps) {
  const refusal = refusalOf(kind);
  return (
    <button
      type="button"
      aria-disabled={refusal !== undefined}
      title={refusal}
      onClick={() => refusal === undefined && onClick()}
    >
      {title}
    </button>
  );
}
