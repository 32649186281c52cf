import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** The executions of a domain. */
export function ExecutionsPage() {
  return (
    <Page title="Executions">
      <Loading />
    </Page>
  );
}
