import { clearLine, cursorTo } from 'node:readline';
import type { ActivityWorker } from '@swf/actors';
import type { ClosedOrder } from '../orders/place-order.js';

/** The progress of the orders: one updated line on a terminal, else a line per closed order. */
export class Progress {
  readonly #start = performance.now();
  readonly #total: number;
  #closed = 0;
  #performed = 0;
  #failed = 0;
  #hasEnded = false;

  constructor(total: number, workers: readonly ActivityWorker[]) {
    this.#total = total;
    for (const worker of workers) {
      worker.on('completed', () => {
        this.#performed += 1;
        this.#rewrite();
      });
      worker.on('failed', () => {
        this.#failed += 1;
        this.#rewrite();
      });
    }
  }

  orderClosed({ order, execution }: ClosedOrder): void {
    this.#closed += 1;
    if (process.stdout.isTTY) this.#rewrite();
    else process.stdout.write(`${this.#line()}: ${order.id} ${execution.closeStatus}\n`);
  }

  /** Ends the line. */
  end(): void {
    this.#hasEnded = true;
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  #rewrite(): void {
    if (!process.stdout.isTTY || this.#hasEnded) return;
    clearLine(process.stdout, 0);
    cursorTo(process.stdout, 0);
    process.stdout.write(this.#line());
  }

  #line(): string {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    const failed = this.#failed === 0 ? '' : `, failed: ${this.#failed}`;
    return `${seconds.padStart(5)} s  orders closed: ${this.#closed} of ${this.#total}, activities performed: ${this.#performed}${failed}`;
  }
}
