import { type ConsoleClock, isAsOldAs } from '../clock.js';
import { hasTag } from './respond.js';

interface Answered {
  readonly etag: string;
  readonly at: number;
}

const MOST_ANSWERS = 1000;

/** The tags of the last answers: what the page has already, and is young enough, needs no request. */
export class Freshness {
  readonly #clock: ConsoleClock;
  readonly #answers = new Map<string, Answered>();
  #changes = 0;

  constructor(clock: ConsoleClock) {
    this.#clock = clock;
  }

  /** How often something was changed: an answer begun before a change may not have seen it. */
  get changes(): number {
    return this.#changes;
  }

  /** Returns the tag if the page has the last answer, which is younger than this. */
  tagOf(request: Request, seconds: number): string | undefined {
    const last = this.#answers.get(request.url);
    if (last === undefined || isAsOldAs(seconds, last.at, this.#clock.now())) return undefined;
    return hasTag(request, last.etag) ? last.etag : undefined;
  }

  /** Keeps the tag of an answer, unless something was changed since it was begun. */
  keep({ url }: Request, { headers }: Response, changes: number): void {
    const etag = headers.get('etag');
    if (etag === null || changes !== this.#changes) return;
    // The last one in the map is the last one answered.
    this.#answers.delete(url);
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size >= MOST_ANSWERS) this.#answers.delete(oldest);
    this.#answers.set(url, { etag, at: this.#clock.now() });
  }

  /** Forgets all answers: something was changed. */
  clear(): void {
    this.#changes += 1;
    this.#answers.clear();
  }
}
