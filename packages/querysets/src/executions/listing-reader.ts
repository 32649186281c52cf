import type { WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import type { InfoPage } from './list-executions.js';

/** Reads one listing execution by execution, holding no more than a page of it. */
export class ListingReader {
  readonly #pages: AsyncIterator<InfoPage>;
  #page: InfoPage = { infos: [], nextPageToken: undefined };
  #next = 0;
  #begun = false;

  constructor(pages: AsyncIterable<InfoPage>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  /** The next execution of the page at hand. */
  get head(): WorkflowExecutionInfo | undefined {
    return this.#page.infos[this.#next];
  }

  /** Whether a request is needed to know the next execution. */
  get isWaiting(): boolean {
    return this.head === undefined && (!this.#begun || this.#page.nextPageToken !== undefined);
  }

  /** Asks for pages until one has an execution, or the listing ends. */
  async fill(): Promise<void> {
    while (this.isWaiting) {
      const { value, done } = await this.#pages.next();
      this.#begun = true;
      this.#page = done ? { infos: [], nextPageToken: undefined } : value;
      this.#next = 0;
    }
  }

  /** Goes on to the execution after the head. */
  skip(): void {
    this.#next += 1;
  }
}
