import { useEffect } from 'preact/hooks';
import { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { Announcer, endAnnouncements } from '../components/announcer.js';
import { ErrorState } from '../components/error-state.js';
import { EmptyState, Loading } from '../components/notices.js';
import { endToasts, Toasts } from '../components/toast.js';
import { togglePause } from '../data/live.js';
import { loadSession } from '../data/load-session.js';
import { pageOf, usePageUrl } from '../data/page-url.js';
import { session, sessionError } from '../data/session.js';
import { Help, showHelp } from './help/help.js';
import { useKeys } from './keys.js';
import { Page } from './page.js';
import { pages } from './pages.js';
import { placesHere, Rail } from './rail.js';
import { TopBar } from './top-bar.js';

/** The console: the shell, and the page that the address names. */
export function App() {
  return (
    <LocationProvider>
      <Shell />
    </LocationProvider>
  );
}

function Shell() {
  const { href, open } = usePageUrl();
  const page = pageOf(useLocation().url);
  useEffect(() => {
    endToasts(page);
    endAnnouncements(page);
  }, [page]);
  useKeys({
    ...Object.fromEntries(
      placesHere().map(({ path, title, key }) => [
        `g ${key}`,
        { title: `Go to ${title}`, run: () => open(href(path)) },
      ]),
    ),
    p: { title: 'Pause or resume live updates', run: togglePause },
    '?': { title: 'List of keys', run: showHelp },
  });
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        Skip to the content
      </a>
      <TopBar />
      <Rail />
      <Content />
      <Help />
      <Toasts />
      <Announcer />
    </div>
  );
}

function Content() {
  if (sessionError.value) {
    return (
      <Page title="Error" hidesHeading>
        <ErrorState error={sessionError.value} onRetry={() => void loadSession()} />
      </Page>
    );
  }
  if (!session.value) {
    return (
      <Page title="Loading" hidesHeading>
        <Loading label="Loading the session" />
      </Page>
    );
  }
  return (
    <ErrorBoundary>
      <Router>
        {Object.entries(pages).map(([path, component]) => (
          <Route key={path} path={path} component={component} />
        ))}
        <Route path="/" component={Home} />
        <Route default component={NotFound} />
      </Router>
    </ErrorBoundary>
  );
}

/** Opens the first page: of executions, or of files if there is no SWF. */
function Home() {
  const { route } = useLocation();
  const { href } = usePageUrl();
  const first = session.value?.target.service === 'offline' ? '/import' : '/executions';
  useEffect(() => route(href(first), true), [first]);
  return null;
}

function NotFound() {
  const { href } = usePageUrl();
  return (
    <Page title="Not found" hidesHeading>
      <EmptyState title="There is no such page">
        <a href={href('/executions')}>Go to the executions</a>
      </EmptyState>
    </Page>
  );
}
