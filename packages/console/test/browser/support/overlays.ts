import type { Locator, Page } from 'playwright-core';

/** A dialog, menu or panel over a page of the scenario of `playDay`. */
export interface Overlay {
  readonly name: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Opens it as a user does, and returns it. */
  readonly open: (page: Page) => Promise<Locator>;
}

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function openBatch(page: Page, operation: string): Promise<Locator> {
  await page.getByRole('checkbox', { name: 'Select order-1043' }).waitFor();
  await page.getByRole('checkbox', { name: 'Select all rows' }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: operation }).click();
  return dialog(page);
}

const changes = ['Signal', 'Request cancel', 'Terminate', 'Restart'].map(
  (title): Overlay => ({
    name: `the dialog ${title}`,
    path: '/execution',
    parameters: { id: 'order-1042' },
    open: async (page) => {
      await press(page, 'Actions');
      await page.getByRole('menuitem', { name: title }).click();
      return dialog(page);
    },
  }),
);

/** Everything that opens over a page. */
export const OVERLAYS: readonly Overlay[] = [
  ...changes,
  {
    name: 'a dialog whose fields have problems',
    path: '/execution',
    parameters: { id: 'order-1042' },
    open: async (page) => {
      await press(page, 'Signal');
      await press(page, 'Send signal');
      await page.getByText(/^signalName must have/).waitFor();
      return dialog(page);
    },
  },
  {
    name: 'the actions of a run',
    path: '/execution',
    parameters: { id: 'order-1041' },
    open: async (page) => {
      await press(page, 'Actions');
      return page.getByRole('menu');
    },
  },
  {
    name: 'a batch to be described',
    path: '/executions',
    parameters: { q: 'status:open' },
    open: (page) => openBatch(page, 'Signal'),
  },
  {
    name: 'a batch to be confirmed',
    path: '/executions',
    parameters: { q: 'status:open' },
    open: async (page) => {
      const opened = await openBatch(page, 'Terminate');
      await press(page, 'Review the list');
      await opened.getByText('order-1043').waitFor();
      return opened;
    },
  },
  {
    name: 'the columns',
    path: '/executions',
    open: async (page) => {
      await page.getByText('order-1043').waitFor();
      await press(page, 'Columns');
      return dialog(page);
    },
  },
  {
    name: 'the exports',
    path: '/executions',
    open: async (page) => {
      await page.getByText('order-1043').waitFor();
      await press(page, 'Export');
      return page.getByRole('menu');
    },
  },
  {
    name: 'the list of keys',
    path: '/executions',
    open: async (page) => {
      await page.getByText('order-1043').waitFor();
      await page.keyboard.press('?');
      return dialog(page);
    },
  },
  {
    name: 'the domains',
    path: '/executions',
    open: async (page) => {
      await press(page, /^Domain orders/);
      return page.getByRole('menu');
    },
  },
  {
    name: 'an event',
    path: '/execution',
    parameters: { id: 'order-1042', tab: 'events', event: '5' },
    open: async (page) => {
      const panel = page.getByRole('complementary', { name: 'activity reserve-stock' });
      await panel.getByText('reserve-stock').first().waitFor();
      return panel;
    },
  },
  {
    name: 'a type',
    path: '/types',
    open: async (page) => {
      await page.getByRole('row', { name: /nightly-report/ }).click();
      const panel = page.getByRole('complementary');
      await panel.getByText('1 min', { exact: true }).waitFor();
      return panel;
    },
  },
  {
    name: 'a type to be registered',
    path: '/types',
    open: async (page) => {
      await press(page, 'Register');
      return dialog(page);
    },
  },
  {
    name: 'types that are compared with a file',
    path: '/types',
    open: async (page) => {
      await press(page, 'Compare with a file');
      const types = { activityTypes: [{ name: 'print-label', version: '2.0' }], workflowTypes: [] };
      const buffer = Buffer.from(JSON.stringify(types));
      await page.getByLabel('Catalog file').setInputFiles({ name: 'types.json', mimeType: 'application/json', buffer });
      await dialog(page).getByRole('button', { name: 'Compare', exact: true }).click();
      await dialog(page).getByRole('table').waitFor();
      return dialog(page);
    },
  },
  {
    name: 'a type to be deprecated',
    path: '/types',
    parameters: { open: 'order@1.0' },
    open: async (page) => {
      await press(page, 'Deprecate');
      return dialog(page);
    },
  },
  {
    name: 'the lists that are found',
    path: '/task-lists',
    parameters: { list: 'payments-eu' },
    open: async (page) => {
      await press(page, 'Find lists');
      await dialog(page).getByRole('button', { name: 'Find' }).click();
      await dialog(page)
        .getByRole('button', { name: /^Watch/ })
        .waitFor();
      return dialog(page);
    },
  },
  {
    name: 'a watched list',
    path: '/task-lists',
    parameters: { list: 'payments-eu' },
    open: async (page) => page.getByRole('complementary', { name: 'payments-eu' }),
  },
];
