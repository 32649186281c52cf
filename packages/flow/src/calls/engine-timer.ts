import { TimerDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import type { Command } from '../turns/command.js';
import type { Run } from '../turns/run.js';
import { callSite } from './call-site.js';

/** What becomes of a timer. */
interface TimerEvents {
  onFired(): void;
  onRefused(event: AnyEvent): void;
  /** SWF has taken it. */
  onStarted?(): void;
}

/**
 * A timer of SWF's that a run starts, fires once, and may cancel.
 */
export class EngineTimer {
  readonly #run: Run;
  readonly #id: string;
  readonly #seconds: number;
  readonly #events: TimerEvents;
  #command: Command | undefined;
  #cancel: Command | undefined;
  #isOver = false;

  constructor(run: Run, id: string, seconds: number, events: TimerEvents) {
    this.#run = run;
    this.#id = id;
    this.#seconds = seconds;
    this.#events = events;
    this.#start();
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#command && this.#run.outbox.withdraw(this.#command)) return;
    this.#cancel = this.#run.call({
      kind: 'timer cancel',
      id: this.#id,
      what: `cancel of timer ${this.#id}`,
      decision: () => TimerDecision.cancel({ timerId: this.#id }),
    });
  }

  #start(): void {
    this.#command = this.#run.call(
      {
        kind: 'timer',
        id: this.#id,
        what: `timer ${this.#id}`,
        at: callSite(this.#run),
        decision: () => TimerDecision.start({ timerId: this.#id, startToFireTimeout: this.#seconds }),
      },
      (event) => this.#onInput(event),
      (event) => {
        if (event.name === 'TimerStarted') this.#events.onStarted?.();
      },
    );
  }

  #onInput(event: AnyEvent): void {
    if (this.#isOver) {
      // It fired before its cancel was sent.
      if (this.#cancel) this.#run.outbox.withdraw(this.#cancel);
      return;
    }
    this.#isOver = true;
    if (event.name === 'TimerFired') this.#events.onFired();
    else this.#events.onRefused(event);
  }
}
