import lazy from 'preact-iso/lazy';
import { part } from '../components/part.js';
import { Page } from './page.js';
import { loadStyle, type StyleName } from './styles.js';

const parts = {
  '/executions': page(async () => (await import('../executions/page.js')).ExecutionsPage, 'lists'),
  '/execution': page(async () => (await import('../execution/page.js')).ExecutionPage, 'histories'),
  '/start': page(async () => (await import('../executions/start/page.js')).StartPage, 'lists'),
  '/types': page(async () => (await import('../types/page.js')).TypesPage, 'lists'),
  '/task-lists': page(async () => (await import('../task-lists/page.js')).TaskListsPage, 'lists'),
  '/import': page(async () => (await import('../import/page.js')).ImportPage, 'histories'),
  '/time': page(async () => (await import('../time/page.js')).TimePage, 'lists'),
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

function page(load: Parameters<typeof part<object>>[0], style?: StyleName) {
  // A page is not shown before its styles: it would jump.
  return part(async () => (await Promise.all([load(), style && loadStyle(style)]))[0], {
    frame: (content) => (
      <Page title="Not loaded" hidesHeading>
        {content}
      </Page>
    ),
  });
}
