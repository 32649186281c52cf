import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** The virtual clock of the local service. */
export function TimePage() {
  return (
    <Page title="Time">
      <Loading />
    </Page>
  );
}
