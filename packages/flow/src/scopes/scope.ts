import { CanceledError, ForeignAwaitError, NotInWorkflowError } from '../errors/index.js';
import { processState } from '../extent/process-state.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';
import { LazySet } from '../turns/lazy.js';
import type { Run } from '../turns/run.js';
import { drained } from './drained.js';
import { holdBack } from './hold-back.js';

/**
 * How a call that is open is canceled: by its own `onCancel`, or at once because nobody waits for
 * it.
 */
export type CancelMode = 'AS_CALLED' | 'AT_ONCE';

/** An open call in a scope that can be canceled. */
export interface OpenCall {
  cancel(reason: CanceledError, mode: CancelMode): void;
}

/** What a scope's body receives. */
export interface Scope {
  /** Fires when the scope is canceled. */
  readonly signal: AbortSignal;
  readonly canceled: boolean;
  /** Cancels everything that is open in the scope, and what is called in it from now on. */
  cancel(reason?: unknown): void;
}

/** Groups calls: they are canceled together, and none outlives the scope. */
export class CallScope implements Scope {
  readonly run: Run;
  readonly path: string;
  #parent: CallScope | undefined;
  readonly #isShielded: boolean;
  readonly #children = new LazySet<CallScope>();
  readonly #calls = new LazySet<OpenCall>();
  #onQuiet: (() => void)[] = [];
  #controller: AbortController | undefined;
  #reason: CanceledError | undefined;
  #isAbandoned = false;

  constructor(
    run: Run,
    parent?: CallScope,
    { name, isShielded = false }: { readonly name?: string | undefined; readonly isShielded?: boolean } = {},
  ) {
    this.run = run;
    this.#parent = parent;
    this.#isShielded = isShielded;
    this.path = `${parent?.path ?? ''}${name === undefined ? '' : `${name}.`}`;
    if (parent === undefined) return;
    parent.#children.add(this);
    if (!isShielded) this.#reason = parent.#reason;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  get canceled(): boolean {
    return this.#reason !== undefined;
  }

  /** A property, so that a body can destructure its scope: `async ({ cancel }) => ...`. */
  readonly cancel = (reason?: unknown): void => {
    this.run.refuseIfReading('cancel()');
    this.cancelAll(CanceledError.is(reason) ? reason : new CanceledError('the scope', { cause: reason }), 'AS_CALLED');
  };

  cancelAll(reason: CanceledError, mode: CancelMode): void {
    if (this.#reason !== undefined && mode === 'AS_CALLED') return;
    this.#reason ??= reason;
    this.#abort();
    for (const call of [...this.#calls]) call.cancel(reason, mode);
    for (const child of [...this.#children]) if (!child.#isShielded) child.cancelAll(reason, mode);
  }

  /**
   * Cancels what nobody waits for any more: the scope around it ends even if its body never does,
   * as one that awaits a promise of its own.
   */
  abandon(): void {
    this.#isAbandoned = true;
    this.cancelAll(new CanceledError('the branch'), 'AT_ONCE');
  }

  /** Its listeners belong to this scope, whoever cancels it. */
  #abort(): void {
    const controller = this.#controller;
    if (controller !== undefined) this.enter(() => controller.abort(this.#reason));
  }

  /** Whether nobody waits for what it ends with any more. */
  get isGivenUp(): boolean {
    return this.#isAbandoned || this.#parent?.isGivenUp === true;
  }

  /** Whether it is that of the whole function. */
  get isRoot(): boolean {
    return this.#parent === undefined;
  }

  get root(): CallScope {
    return this.#parent?.root ?? this;
  }

  /**
   * Whether a call is open in the scope or beneath it, whatever its branches wait for beside that.
   */
  get hasCalls(): boolean {
    return this.#calls.size > 0 || [...this.#children].some((child) => child.hasCalls);
  }

  /**
   * Ends the run with what a handler of signals threw, as {@link CallScope.endRun} does, unless the
   * handler was only canceled.
   */
  handlerThrew(thrown: unknown, fields: object): void {
    const isOver = this.canceled && (CanceledError.is(thrown) || ContinueAsNew.is(thrown));
    if (isOver) this.run.warn(fields, 'signal handler was canceled');
    else this.endRun(thrown);
  }

  /**
   * Ends the run with what was thrown outside of its function, after that has wound up like a
   * canceled one. If its end is settled already, nobody gets that: a bug is held, anything else
   * logged.
   */
  endRun(thrown: unknown): void {
    const { run } = this;
    const isSettled = run.outcome !== undefined || run.decided?.kind === 'failed';
    if (isSettled && !ContinueAsNew.is(thrown)) {
      holdBack(run, thrown);
      run.warn({ err: thrown }, 'error after the end of the run was settled');
    }
    run.decide(thrown);
    const what = `workflow execution ${this.run.identity.workflowId}`;
    this.root.cancelAll(new CanceledError(what, { cause: thrown }), 'AS_CALLED');
  }

  /**
   * Listens to signals until the scope is canceled or left. What the function itself listens to
   * stays: signals come even after it has ended, if SWF refuses to close the run.
   */
  whileOpen(listen: () => void, stop: () => void): void {
    if (!this.isRoot) {
      if (this.canceled) return;
      const end = this.add({
        cancel() {
          stop();
          end();
        },
      });
    }
    listen();
  }

  /** Registers an open call; call the returned function when it has ended. */
  add(call: OpenCall): () => void {
    this.#calls.add(call);
    return () => this.#remove(call);
  }

  /**
   * Why the scope is canceled: every call in it rejects with that at once. Undefined while it is
   * not.
   */
  get reason(): CanceledError | undefined {
    return this.#reason;
  }

  /**
   * Whether the scope is another one, or within it; what a shielded part does is not undone with
   * the scopes around it.
   */
  isPartOf(other: CallScope): boolean {
    return this === other || (!this.#isShielded && this.#parent?.isPartOf(other) === true);
  }

  /**
   * Resolves when everything in the scope has ended that is waited for. Code that awaited the last
   * of it may begin something shielded.
   */
  async ended(): Promise<void> {
    while (!this.#isEmpty) {
      if (!this.#isQuiet) await new Promise<void>((resolve) => this.#onQuiet.push(resolve));
      await drained(this.run);
      if (this.#isQuiet) return;
    }
  }

  /**
   * Leaves the scope for good, when no call is open in it. A shielded scope that began since then,
   * and a branch that nobody waits for, run on in the scope around it.
   */
  leave(): void {
    const parent = this.#parent;
    if (parent === undefined) return;
    parent.#children.delete(this);
    for (const child of this.#children) {
      child.#parent = parent;
      parent.#children.add(child);
    }
    parent.#changed();
  }

  get #isEmpty(): boolean {
    return this.#calls.size === 0 && this.#children.size === 0;
  }

  /** Whether nothing in it is waited for. */
  get #isQuiet(): boolean {
    return this.#calls.size === 0 && [...this.#children].every((child) => child.#isAbandoned && child.#isIdle);
  }

  /** Whether only bodies that were canceled are left in it. */
  get #isIdle(): boolean {
    return this.#calls.size === 0 && [...this.#children].every((child) => !child.#isShielded && child.#isIdle);
  }

  #remove(call: OpenCall): void {
    this.#calls.delete(call);
    this.#changed();
  }

  #changed(): void {
    if (this.#onQuiet.length > 0 && this.#isQuiet) for (const resolve of this.#onQuiet.splice(0)) resolve();
    // What is open in an abandoned scope is waited for further out.
    if (this.#parent !== undefined) this.#parent.#changed();
  }

  /** Runs a body in this scope. */
  enter<Result>(body: () => Result): Result {
    return processState.storage.run(this, body);
  }
}

/**
 * The scope that the running code belongs to.
 *
 * @throws `NotInWorkflowError` outside of a workflow function's turn; `InvalidArgumentError` in
 * code that must not change the run
 */
export function currentScope(what: string): CallScope {
  const scope = readScope(what);
  scope.run.refuseIfReading(what);
  return scope;
}

/** The same for what changes nothing, and may be called from anywhere in a turn. */
export function readScope(what: string): CallScope {
  const place = processState.storage.getStore();
  if (place === undefined) throw new NotInWorkflowError(what);
  const scope = place as CallScope;
  if (processState.turning !== scope.run) {
    const error = new ForeignAwaitError(`the await before ${what}`, new Error(what).stack);
    scope.run.guard.note(error);
    throw error;
  }
  return scope;
}
