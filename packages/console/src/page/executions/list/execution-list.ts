import { signal } from '@preact/signals';
import type { ExecutionCount, ExecutionInfo, ExecutionPage } from '../../../api/executions.js';
import type { GridMemory } from '../../components/grid.js';
import { get } from '../../data/api.js';
import { isAborted, type ProblemError, toProblemError } from '../../data/problem-error.js';
import { EMPTY_LIST, type ListState, withFresh, withPage, withUpdate } from './list-state.js';
import { NO_SELECTION, type Selection } from './selection.js';

const FIRST_PAGE = 50;
const SECOND_PAGE = 200;
const LATER_PAGES = 1000;
const KEPT_LISTS = 8;
const STALE_IN_MILLISECONDS = 10_000;

/** The executions that match a filter, read page by page as they are looked at. */
export class ExecutionList {
  readonly domain: string;
  readonly q: string;
  readonly state = signal<ListState>(EMPTY_LIST);
  readonly count = signal<ExecutionCount | undefined>(undefined);
  readonly error = signal<ProblemError | undefined>(undefined);
  readonly isLoading = signal(false);
  readonly selection = signal<Selection>(NO_SELECTION);
  /** The run to bring into view. */
  readonly revealed = signal<string | undefined>(undefined);
  /** Where the reader is, for when they come back. */
  readonly memory: GridMemory = { scrollTop: 0, activeKey: undefined };
  #own = new AbortController();
  #readAt = 0;

  constructor(domain: string, q: string) {
    this.domain = domain;
    this.q = q;
  }

  /** Reads the first page, or looks what changed since. */
  open(): void {
    this.#own = new AbortController();
    const { isLoaded } = this.state.value;
    if (!isLoaded) void this.#load(undefined, FIRST_PAGE);
    else if (Date.now() - this.#readAt > STALE_IN_MILLISECONDS) void this.#refresh();
    void this.#readCount();
  }

  /** Aborts what is being read. */
  leave(): void {
    this.#own.abort();
    this.isLoading.value = false;
  }

  /** Starts over. */
  reload(): void {
    this.leave();
    this.state.value = EMPTY_LIST;
    this.count.value = undefined;
    this.memory.scrollTop = 0;
    this.open();
  }

  /** Reads the next page, unless that is a question to the reader. */
  readMore = (): void => {
    const { nextPage, isStopped, isLoaded } = this.state.value;
    if (isLoaded && nextPage !== undefined && !isStopped && !this.error.value) void this.readOn();
  };

  /** Reads the next page in any case. */
  async readOn(): Promise<void> {
    const { nextPage } = this.state.value;
    if (nextPage !== undefined && !this.isLoading.value) await this.#load(nextPage, nextLimit(this.state.value));
  }

  /** Reads all pages, until the signal stops it or a page cannot be read. */
  async readAll(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && this.state.value.nextPage !== undefined) {
      await this.readOn();
      if (this.error.value) throw this.error.value;
      // Another page is being read already, by scrolling.
      if (this.isLoading.value) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Takes what the stream shows of the first page. */
  receive(page: ExecutionPage): void {
    this.#readAt = Date.now();
    this.state.value = withUpdate(this.state.value, page);
  }

  /** Shows the rows that started meanwhile. */
  showFresh(): void {
    const { hasGap, fresh } = this.state.value;
    if (hasGap) {
      this.reload();
      return;
    }
    this.state.value = withFresh(this.state.value);
    this.revealed.value = fresh[0]?.runId;
  }

  async #load(page: string | undefined, limit: number): Promise<void> {
    const { signal: aborted } = this.#own;
    this.isLoading.value = true;
    this.error.value = undefined;
    try {
      const found = await get<ExecutionPage>('executions', { domain: this.domain, q: this.q, limit, page }, aborted);
      this.#readAt = Date.now();
      this.state.value = withPage(this.state.value, found);
    } catch (error) {
      if (aborted.aborted || isAborted(error)) return;
      this.error.value = toProblemError(error);
    }
    this.isLoading.value = false;
  }

  async #refresh(): Promise<void> {
    const { signal: aborted } = this.#own;
    try {
      this.receive(
        await get<ExecutionPage>('executions', { domain: this.domain, q: this.q, limit: FIRST_PAGE }, aborted),
      );
    } catch {
      // What is shown stays; the stream shows what changed, or the pill that it cannot.
    }
  }

  async #readCount(): Promise<void> {
    const { signal: aborted } = this.#own;
    try {
      this.count.value = await get<ExecutionCount>('executions/count', { domain: this.domain, q: this.q }, aborted);
    } catch {
      // The list itself says what is wrong; without a count it shows how many rows it has.
    }
  }
}

/** Who scrolls on gets larger pages. Filtered ones stay small: few matches are a reason to stop. */
function nextLimit({ rows, plan }: ListState): number {
  if (plan && Object.keys(plan.appliedHere).length > 0) return FIRST_PAGE;
  return rows.length < LATER_PAGES ? SECOND_PAGE : LATER_PAGES;
}

const lists = new Map<string, ExecutionList>();

/** Returns the list of a domain and a filter; *back* finds it as it was left. */
export function executionList(domain: string, q: string): ExecutionList {
  const key = JSON.stringify([domain, q]);
  const list = lists.get(key) ?? new ExecutionList(domain, q);
  lists.delete(key);
  lists.set(key, list);
  const [oldest] = lists.keys();
  if (lists.size > KEPT_LISTS && oldest !== undefined) lists.delete(oldest);
  return list;
}

/** Returns how many executions match: what is known exactly, or at least. */
export function countOf(
  { rows, nextPage, isLoaded }: ListState,
  count: ExecutionCount | undefined,
): ExecutionCount | undefined {
  if (isLoaded && nextPage === undefined) return { count: rows.length, truncated: false };
  return count && count.count >= rows.length ? count : isLoaded ? { count: rows.length, truncated: true } : count;
}

/** Returns the types and tags that rows have, for completion. */
export function valuesOf(rows: readonly ExecutionInfo[]): {
  readonly tags: readonly string[];
  readonly ids: readonly string[];
} {
  const looked = rows.slice(0, 1000);
  return {
    tags: [...new Set(looked.flatMap(({ tagList = [] }) => tagList))].sort(),
    ids: [...new Set(looked.map(({ workflowId }) => workflowId))],
  };
}
