import lazy from 'preact-iso/lazy';
import { part } from '../components/part.js';
import { Page } from './page.js';

const parts = {
  '/executions': page(async () => (await import('../executions/page.js')).ExecutionsPage),
  '/execution': page(async () => (await import('../execution/page.js')).ExecutionPage),
  '/start': page(async () => (await import('../executions/start/page.js')).StartPage),
  '/types': page(async () => (await import('../types/page.js')).TypesPage),
  '/task-lists': page(async () => (await import('../task-lists/page.js')).TaskListsPage),
  '/import': page(async () => (await import('../import/page.js')).ImportPage),
  '/time': page(async () => (await import('../time/page.js')).TimePage),
};

/** The pages by their paths. While one is loaded, the router keeps the one before. */
export const pages = Object.fromEntries(
  Object.entries(parts).map(([path, each]) => [path, lazy(() => each.preload().then(() => each))]),
);

/** Loads the page of an address. Without one, the console opens with the executions. */
export function preloadPage(path: string): void {
  void (parts as Readonly<Record<string, (typeof parts)['/executions']>>)[
    path === '/' ? '/executions' : path
  ]?.preload();
}

function page(load: Parameters<typeof part<object>>[0]) {
  return part(load, {
    frame: (content) => (
      <Page title="Not loaded" hidesHeading>
        {content}
      </Page>
    ),
  });
}
