import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** The types of a domain, and the domains. */
export function TypesPage() {
  return (
    <Page title="Types">
      <Loading />
    </Page>
  );
}
