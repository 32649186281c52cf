import { usePageUrl } from '../data/page-url.js';
import { EmptyState } from './notices.js';

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
