import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** Histories from files, which never leave the browser. */
export function ImportPage() {
  return (
    <Page title="Import">
      <Loading />
    </Page>
  );
}
