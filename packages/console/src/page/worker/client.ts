import type { Answered, Asked, Question, Questions } from './protocol.js';

/** The end of a worker that this class uses. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: unknown) => void): void;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the worker that reads histories. The page does nothing heavy itself, so it never freezes. */
export class HistoryWorker {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor(port: WorkerPort) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => this.#receive(data as Answered));
    port.addEventListener('error', () => this.#fail());
  }

  /** Asks a question. @throws the error with which the worker answers. */
  ask<Name extends Question>(question: Name, about: Questions[Name][0]): Promise<Questions[Name][1]> {
    this.#asked += 1;
    const asked: Asked<Name> = { number: this.#asked, question, about };
    return new Promise((resolve, reject) => {
      this.#waiting.set(asked.number, { resolve, reject });
      this.#port.postMessage(asked);
    });
  }

  #receive(answer: Answered): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value as never);
  }

  #fail(): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new Error('the part of the page that reads histories has stopped; reload the page'));
    }
    this.#waiting.clear();
  }
}

let shared: HistoryWorker | undefined;

/** The worker of this page, which is started when it is first needed. */
export function historyWorker(): HistoryWorker {
  shared ??= new HistoryWorker(new Worker(trusted('/assets/worker.js'), { type: 'module', name: 'histories' }));
  return shared;
}

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

/** Under `require-trusted-types-for`, a worker's address has to come from a policy. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyFactory };
  return trustedTypes
    ? trustedTypes.createPolicy('swf-worker', { createScriptURL: () => url }).createScriptURL(url)
    : url;
}
