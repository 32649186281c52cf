import { Loading } from '../../components/notices.js';
import { Page } from '../../shell/page.js';

/** Starts an execution. */
export function StartPage() {
  return (
    <Page title="Start">
      <Loading />
    </Page>
  );
}
