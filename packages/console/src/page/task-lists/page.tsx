import { Loading } from '../components/notices.js';
import { Page } from '../shell/page.js';

/** What waits on task lists. */
export function TaskListsPage() {
  return (
    <Page title="Task lists">
      <Loading />
    </Page>
  );
}
