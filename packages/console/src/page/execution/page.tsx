import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** A run: why it waits, its timeline and events. */
export function ExecutionPage() {
  return (
    <Page title="Execution">
      <Loading />
    </Page>
  );
}
