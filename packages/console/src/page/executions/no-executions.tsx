import { CopyButton } from '../components/copy-button.js';
import { ErrorState } from '../components/error-state.js';
import { EmptyState } from '../components/notices.js';
import { commandOf } from '../data/command.js';
import { usePageUrl } from '../data/page-url.js';
import type { ProblemError } from '../data/problem-error.js';
import { session } from '../data/session.js';
import { readFilterText, withTerm } from './filter/filter-text.js';
import { nearIds } from './filter/near-ids.js';

/** What is known of a list without rows. */
export interface NoExecutionsProps {
  readonly domain: string;
  readonly q: string;
  /** The workflow ids that other lists have shown. */
  readonly ids: readonly string[];
  /** Whether the domain has a workflow type; undefined as long as that is not known. */
  readonly hasTypes: boolean | undefined;
  readonly onFilter: (q: string) => void;
}

/** Says why there are no rows, and what to do about it. */
export function NoExecutions({ domain, q, ids, hasTypes, onFilter }: NoExecutionsProps) {
  const { terms } = readFilterText(q);
  if (terms.length === 0)
    return hasTypes === false ? <NothingRegistered domain={domain} /> : <NothingStarted domain={domain} />;
  const id = terms.find(({ name }) => name === 'id')?.value;
  const isOfClosed = !terms.some(({ name, value }) => name === 'status' && value === 'open');
  return (
    <EmptyState title="No execution matches the filter">
      {id !== undefined && <NearIds id={id} ids={ids} onChoose={(near) => onFilter(withTerm(q, 'id', near))} />}
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
      {isOfClosed && (
        <p class="secondary">SWF keeps closed executions for the retention period of the domain, then forgets them.</p>
      )}
    </EmptyState>
  );
}

interface NearIdsProps {
  readonly id: string;
  readonly ids: readonly string[];
  readonly onChoose: (id: string) => void;
}

/** Says that an id must be whole, and offers those that it may be meant to be. */
function NearIds({ id, ids, onChoose }: NearIdsProps) {
  const near = nearIds(id, ids);
  return (
    <>
      <p>SWF finds a workflow id as a whole, not by its beginning.{near.length > 0 && ' Seen in this session:'}</p>
      {near.length > 0 && (
        <p class="page-actions near-ids">
          {near.map((each) => (
            <button key={each} type="button" class="mono" onClick={() => onChoose(each)}>
              {each}
            </button>
          ))}
        </p>
      )}
    </>
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

/** What a filter that cannot be read needs. */
export type BadFilterProps = Pick<NoExecutionsProps, 'onFilter'>;

/** Says that the filter is invalid; the filter box says why. */
export function BadFilter({ onFilter }: BadFilterProps) {
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
  const command = target && commandOf({ words: ['swf', 'start'], operands: ['TYPE'] }, target, domain);
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

/** What an error in place of the list needs. */
export interface ListErrorProps {
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
