import { CopyButton } from '../components/copy-button.js';
import { EmptyState, ErrorState } from '../components/notices.js';
import { commandOf } from '../data/command.js';
import { usePageUrl } from '../data/page-url.js';
import type { ProblemError } from '../data/problem-error.js';
import { session } from '../data/session.js';
import { readFilterText, withTerm } from './filter/filter-text.js';

interface NoExecutionsProps {
  readonly domain: string;
  readonly q: string;
  /** Whether the domain has a workflow type; undefined as long as that is not known. */
  readonly hasTypes: boolean | undefined;
  readonly onFilter: (q: string) => void;
}

/** Says why there are no rows, and what to do about it. */
export function NoExecutions({ domain, q, hasTypes, onFilter }: NoExecutionsProps) {
  const { terms } = readFilterText(q);
  if (terms.length === 0)
    return hasTypes === false ? <NothingRegistered domain={domain} /> : <NothingStarted domain={domain} />;
  return (
    <EmptyState title="No execution matches the filter">
      {terms.length > 1 && (
        <>
          <p>All terms must hold. Leave one out:</p>
          <p class="page-actions">
            {[...new Set(terms.map(({ name }) => name))].map((name) => (
              <button key={name} type="button" onClick={() => onFilter(withTerm(q, name, undefined))}>
                without {name}
              </button>
            ))}
          </p>
        </>
      )}
      <button type="button" onClick={() => onFilter('')}>
        Show all executions
      </button>
      {terms.some(({ name }) => name === 'id') && (
        <p class="secondary">SWF finds a workflow id as a whole, not by its beginning.</p>
      )}
      <p class="secondary">SWF keeps closed executions for the retention period of the domain, then forgets them.</p>
    </EmptyState>
  );
}

function NothingRegistered({ domain }: { readonly domain: string }) {
  const { href } = usePageUrl();
  return (
    <EmptyState icon="types" title={`${domain} has no workflow type yet`}>
      <p>An execution needs a type. Programs register theirs when they start; you can register one here, too.</p>
      <a class="button" href={href('/types')}>
        See the types
      </a>
    </EmptyState>
  );
}

/** Says that the filter is invalid; the filter box says why. */
export function BadFilter({ onFilter }: Pick<NoExecutionsProps, 'onFilter'>) {
  return (
    <EmptyState title="The filter cannot be read">
      <p>What is wrong is said under its box. Nothing was sent to SWF.</p>
      <button type="button" onClick={() => onFilter('')}>
        Clear the filter
      </button>
    </EmptyState>
  );
}

function NothingStarted({ domain }: { readonly domain: string }) {
  const { href } = usePageUrl();
  const target = session.value?.target;
  const command = target && commandOf(['swf', 'start', 'TYPE'], target, domain);
  return (
    <EmptyState icon="executions" title={`Nothing has been started in ${domain} yet`}>
      <p>Executions appear here by themselves, as soon as a program starts one.</p>
      <p class="page-actions">
        <a class="button primary" href={href('/start')}>
          Start an execution
        </a>
        <a class="button" href={href('/types')}>
          See the registered types
        </a>
      </p>
      {command !== undefined && (
        <p class="secondary">
          <code>{command}</code> <CopyButton text={command} label="Copy command" />
        </p>
      )}
    </EmptyState>
  );
}

/** Asks for a domain. */
export function NoDomain() {
  const { href } = usePageUrl();
  return (
    <EmptyState icon="types" title="Choose a domain">
      <p>Executions belong to a domain. Choose one at the top, or register one.</p>
      <a class="button" href={href('/types', { kind: 'domains' })}>
        See the domains
      </a>
    </EmptyState>
  );
}

interface ListErrorProps {
  readonly error: ProblemError;
  readonly domain: string;
  readonly onRetry: () => void;
}

/** An error in place of the list; a domain that does not exist is the common one. */
export function ListError({ error, domain, onRetry }: ListErrorProps) {
  const { href } = usePageUrl();
  if (error.problem.status !== 404 || error.problem.resource?.kind.toLowerCase() !== 'domain')
    return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState icon="types" title={`There is no domain ${domain} here`}>
      <p>It may be in another account or region. Choose another domain at the top, or register this one.</p>
      <a class="button" href={href('/types', { kind: 'domains', register: domain })}>
        See the domains
      </a>
    </EmptyState>
  );
}
