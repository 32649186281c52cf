/** A page as a user opens it. */
export interface PageView {
  readonly name: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Text that is there when the page is ready. */
  readonly ready: string | RegExp;
  /** Whether the page shows an error, whose request the browser logs. */
  readonly mayFail?: boolean;
}

const tabs = ['timeline', 'events', 'pending', 'data', 'relations', 'statistics'];

/** Every page over the scenario of `playDay`. */
export const PAGES: readonly PageView[] = [
  { name: 'executions', path: '/executions', ready: 'order-1042' },
  { name: 'executions-none', path: '/executions', parameters: { q: 'tag:nothing' }, ready: /no /i },
  ...tabs.map((tab) => ({
    name: `execution-${tab}`,
    path: '/execution',
    parameters: { id: 'order-1042', ...(tab !== 'timeline' && { tab }) },
    ready: 'payments-eu',
  })),
  { name: 'execution-closed', path: '/execution', parameters: { id: 'order-1041' }, ready: 'charge-card' },
  { name: 'execution-human', path: '/execution', parameters: { id: 'order-1043' }, ready: '4 desks' },
  { name: 'execution-missing', path: '/execution', parameters: { id: 'order-1' }, ready: /order-1/, mayFail: true },
  { name: 'start', path: '/start', ready: 'Start' },
  { name: 'types', path: '/types', ready: 'nightly-report' },
  { name: 'task-lists', path: '/task-lists', ready: /task lists/i },
  { name: 'time', path: '/time', ready: /deadline/i },
  { name: 'import', path: '/import', ready: /drop/i },
  { name: 'not-found', path: '/nothing', ready: 'There is no such page' },
];
