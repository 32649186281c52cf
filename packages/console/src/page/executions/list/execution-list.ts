import { signal } from '@preact/signals';
import type { ExecutionCount, ExecutionInfo, ExecutionPage, RunInfo } from '../../../api/executions.js';
import type { GridMemory } from '../../components/grid.js';
import { get } from '../../data/api.js';
import { isAborted, type ProblemError, toProblemError } from '../../data/problem-error.js';
import { EMPTY_LIST, isUnrelated, type ListState, withFresh, withOwn, withPage, withUpdate } from './list-state.js';
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
  /** The rows on the screen. */
  readonly inView = signal<readonly ExecutionInfo[]>([]);
  /** The run to bring into view. */
  readonly revealed = signal<string | undefined>(undefined);
  /** Where the reader is, for when they come back. */
  readonly memory: GridMemory = { scrollTop: 0, activeKey: undefined };
  #own = new AbortController();
  #readAt = 0;
  /** Whether a change by the reader may have made it stale. */
  #isOutdated = false;

  constructor(domain: string, q: string) {
    this.domain = domain;
    this.q = q;
  }

  /** Reads the first page, or looks what changed since. */
  open(): void {
    this.#own = new AbortController();
    const { isLoaded } = this.state.value;
    if (!isLoaded) void this.#load(undefined, FIRST_PAGE);
    else if (this.#isOutdated) void this.reread();
    else if (Date.now() - this.#readAt > STALE_IN_MILLISECONDS) void this.#refresh();
    void this.#readCount();
  }

  /** Marks the list to be read again when it is next shown, after a change by the reader. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /** Reads again what is shown, which stays until the answer is there. */
  async reread(): Promise<void> {
    this.#isOutdated = true;
    const limit = Math.min(Math.max(FIRST_PAGE, this.state.value.rows.length), LATER_PAGES);
    await Promise.all([this.#load(undefined, limit), this.#readCount()]);
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

  /** Does again what failed. */
  tryAgain(): void {
    void (this.state.value.nextPage === undefined ? this.reread() : this.readOn());
  }

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
    // What is being read again will show it, too.
    if (this.#isOutdated || isUnrelated(this.state.value, page)) {
      if (!this.isLoading.value) void this.reread();
      return;
    }
    this.#readAt = Date.now();
    this.state.value = withOwn(withUpdate(this.state.value, page), ownRuns);
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
      // A list that was read again meanwhile has pages of its own.
      if (page !== undefined && page !== this.state.value.nextPage) return;
      this.#readAt = Date.now();
      this.state.value = withPage(page === undefined ? EMPTY_LIST : this.state.value, found);
    } catch (error) {
      if (aborted.aborted || isAborted(error)) return;
      this.error.value = toProblemError(error);
    }
    if (page === undefined) this.#isOutdated = false;
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

/** Scrolling on loads larger pages. Filtered ones stay small: few matches are a reason to stop. */
function nextLimit({ rows, plan }: ListState): number {
  if (plan && Object.keys(plan.appliedHere).length > 0) return FIRST_PAGE;
  return rows.length < LATER_PAGES ? SECOND_PAGE : LATER_PAGES;
}

const lists = new Map<string, ExecutionList>();
const ownRuns = new Set<string>();

/**
 * Records a change by the reader to these runs, or their start: lists are read again, and show it
 * at once.
 */
export function noteChange(runs: readonly RunInfo[]): void {
  for (const { runId } of runs) ownRuns.add(runId);
  for (const list of lists.values()) list.outdate();
}

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

/** Returns the workflow ids in a domain's lists, as far as they were read. */
export function knownIds(domain: string): readonly string[] {
  const own = [...lists.values()].filter((list) => list.domain === domain);
  return own.flatMap((list) =>
    list.state
      .peek()
      .rows.slice(0, LATER_PAGES)
      .map(({ workflowId }) => workflowId),
  );
}

/** Returns how many executions match: what is known exactly, or at least. */
export function countOf(
  { rows, gone, nextPage, isLoaded }: ListState,
  count: ExecutionCount | undefined,
): ExecutionCount | undefined {
  const matching = rows.length - gone.size;
  if (isLoaded && nextPage === undefined) return { count: matching, truncated: false };
  return count && count.count >= matching ? count : isLoaded ? { count: matching, truncated: true } : count;
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
