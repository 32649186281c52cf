import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ExecutionFacts, HistoryPage } from '../../api/execution.js';
import { announce } from '../components/announcer.js';
import { counted } from '../components/format.js';
import { get } from '../data/api.js';
import { isAborted, type ProblemError, toProblemError } from '../data/problem-error.js';
import { useLive } from '../data/use-live.js';
import { historyWorker } from '../worker/client.js';
import { HistoryModel } from './history-model.js';
import type { RunContext } from './run-context.js';

/** Facts cost requests: they are read again at most this often, and less often if nothing happens. */
const FACTS_IN_MILLISECONDS = 30_000;
const QUIET_FACTS_IN_MILLISECONDS = 60_000;

/** Findings tell how long something waits: they age without new events, quickly at first. */
const REFRESH_IN_MILLISECONDS = 5000;
const YOUNG_IN_MILLISECONDS = 60_000;
/** Of so many refreshes, one is made when the last event is older. */
const SELDOM = 4;

/** The history of a run as the page has it. */
export interface RunHistory {
  readonly model: HistoryModel;
  /** Whether all events that there were have been read. */
  readonly isComplete: boolean;
  readonly error: ProblemError | undefined;
  readonly retry: () => void;
}

/** Reads the history of a run, and follows it while it is open. */
export function useRunHistory(run: RunContext): RunHistory {
  const key = `${run.domain} ${run.workflowId} ${run.runId}`;
  const model = useMemo(() => new HistoryModel(historyWorker(), `run ${key}`, true), [key]);
  const [isComplete, setComplete] = useState(false);
  const [error, setError] = useState<ProblemError | undefined>(undefined);
  const [round, setRound] = useState(0);
  const facts = useMemo(() => new FactsReader(model, run), [model]);

  useEffect(() => () => model.close(), [model]);

  useEffect(() => {
    const own = new AbortController();
    setComplete(false);
    setError(undefined);
    readAll(model, run, own.signal)
      .then(() => {
        model.isRead.value = true;
        setComplete(true);
        return facts.read();
      })
      .catch((failure: unknown) => {
        if (!own.signal.aborted && !isAborted(failure)) setError(toProblemError(failure));
      });
    return () => own.abort();
  }, [model, round]);

  const isOpen = model.overview.value?.heading.isOpen === true;
  useEffect(() => {
    if (!isOpen) return undefined;
    let turn = 0;
    const renew = (factsInMilliseconds: number) => {
      void model.refresh().catch(() => {});
      void facts.read(factsInMilliseconds);
    };
    const timer = setInterval(() => {
      turn += 1;
      const lastEventAt = model.overview.peek()?.lastEventAt?.getTime() ?? 0;
      const isYoung = model.present.peek() - lastEventAt < YOUNG_IN_MILLISECONDS;
      if (document.visibilityState !== 'visible' || (!isYoung && turn % SELDOM !== 0)) return;
      renew(isYoung ? FACTS_IN_MILLISECONDS : QUIET_FACTS_IN_MILLISECONDS);
    }, REFRESH_IN_MILLISECONDS);
    const show = () => {
      if (document.visibilityState === 'visible') renew(FACTS_IN_MILLISECONDS);
    };
    document.addEventListener('visibilitychange', show);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', show);
    };
  }, [model, isOpen]);
  useLive(
    isComplete && isOpen ? key : undefined,
    () => ({ topic: 'history', ...run, after: model.lastEventId }),
    (update) => {
      if (update.topic === 'history') void receive(model, run, update.page, facts);
    },
  );
  return { model, isComplete, error, retry: () => setRound((before) => before + 1) };
}

/** Reads the pages of a history; the first is shown before the others are read. */
async function readAll(model: HistoryModel, run: RunContext, signal: AbortSignal): Promise<void> {
  const { domain, workflowId, runId } = run;
  for (let more = true; more; ) {
    const isFirst = model.lastEventId === 0;
    const page = await get<HistoryPage>(
      'execution/history',
      { domain, id: workflowId, run: runId, after: model.lastEventId },
      signal,
    );
    await model.append(page.events);
    more = page.more && page.events.length > 0;
    if (isFirst && more) void model.refresh();
  }
  await model.refresh();
}

async function receive(model: HistoryModel, run: RunContext, page: HistoryPage, facts: FactsReader): Promise<void> {
  try {
    const added = await model.append(page.events);
    if (added === 0) return;
    if (page.more) await readAll(model, run, model.closed);
    else await model.refresh();
    announce(`${counted(added, 'new event')}.`);
    await facts.read();
  } catch {
    // The next update brings what is missing: it asks for what follows the last event.
  }
}

/** Reads the facts of an open run, which make findings more certain. */
class FactsReader {
  readonly #model: HistoryModel;
  readonly #run: RunContext;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(model: HistoryModel, run: RunContext) {
    this.#model = model;
    this.#run = run;
  }

  /**
   * Reads them, unless that was done a short while ago. Without them, findings say that they are
   * inferred; those of a part of a history are not shown.
   */
  async read(everyMilliseconds = FACTS_IN_MILLISECONDS): Promise<void> {
    const { overview, isRead } = this.#model;
    const isNeeded = isRead.peek() && overview.peek()?.heading.isOpen;
    if (!isNeeded || Date.now() - this.#lastAt < everyMilliseconds) return;
    this.#lastAt = Date.now();
    const { domain, workflowId, runId } = this.#run;
    const query = { domain, id: workflowId, run: runId };
    const facts = await get<ExecutionFacts>('execution/facts', query).catch(() => undefined);
    // It may have been closed meanwhile.
    await this.#model.setFacts(facts).catch(() => {});
  }
}
