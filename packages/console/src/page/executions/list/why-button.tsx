import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../components/announcer.js';
import { ago, counted } from '../../components/format.js';
import { now } from '../../data/clock.js';
import { live } from '../../data/live.js';
import { session } from '../../data/session.js';
import { useKeys } from '../../shell/keys.js';
import type { ExecutionList } from './execution-list.js';
import { askReasons, isExplained, reasonOf } from './reasons.js';

/** Open rows in view are asked again after so long, where that costs no request of SWF's quota. */
const AGAIN_IN_MILLISECONDS = 30_000;
const LOOK_IN_MILLISECONDS = 5000;
const SETTLED_IN_MILLISECONDS = 150;

/**
 * Asks why of the rows in view, each of which costs a request of its history: by itself over a local
 * service, and only if the reader wants it over AWS, whose rates the deciders share.
 */
export function WhyButton({ list }: { readonly list: ExecutionList }) {
  const isLocal = session.value?.target.service === 'local';
  const isLive = ['live', 'final'].includes(live.value.state);
  const asking = useRef(new AbortController());
  const inView = list.inView.value.filter(isExplained);
  const ask = async (rows: typeof inView) => {
    asking.current.abort();
    const own = new AbortController();
    asking.current = own;
    await askReasons(rows, own.signal);
    return !own.signal.aborted;
  };
  useEffect(() => () => asking.current.abort(), [list]);
  useEffect(() => {
    if (!isLocal || !isLive) return undefined;
    const look = () => {
      const stale = list.inView.peek().filter((row) => isExplained(row) && isStale(row));
      if (stale.length > 0 && document.visibilityState === 'visible') void ask(stale);
    };
    const first = setTimeout(look, SETTLED_IN_MILLISECONDS);
    const later = setInterval(look, LOOK_IN_MILLISECONDS);
    return () => {
      clearTimeout(first);
      clearInterval(later);
    };
  }, [isLocal, isLive, list.inView.value]);
  const click = async () => {
    if (inView.length === 0 || !(await ask(inView))) return;
    const blocked = inView.filter(isBlocked).length;
    announce(`Asked why of ${counted(inView.length, 'row')}: ${blocked === 0 ? 'none is' : `${blocked} are`} blocked.`);
  };
  useKeys({ w: { title: 'Ask why of the rows in view', run: () => void click() } });
  if (isLocal || inView.length === 0) return null;
  const oldest = Math.min(...inView.map(askedAt));
  return (
    <button
      type="button"
      class="link why-button"
      title={`Reads the history of each row in view: ${counted(inView.length, 'request')} (w)`}
      onClick={() => void click()}
    >
      {Number.isFinite(oldest) && oldest > 0
        ? `Why, asked ${ago(oldest, now.value)}: ask again`
        : 'Ask why of these rows'}
    </button>
  );
}

function isStale(row: Parameters<typeof reasonOf>[0]): boolean {
  const reason = reasonOf(row);
  if (reason === undefined) return true;
  if (reason.state === 'asked') return false;
  // What a run closed with does not change.
  const isFinal = row.executionStatus === 'CLOSED' && reason.state === 'known';
  return !isFinal && Date.now() - reason.at >= AGAIN_IN_MILLISECONDS;
}

function isBlocked(row: Parameters<typeof reasonOf>[0]): boolean {
  const reason = reasonOf(row);
  return reason?.state === 'known' && reason.answer.finding?.severity === 'blocked';
}

function askedAt(row: Parameters<typeof reasonOf>[0]): number {
  const reason = reasonOf(row);
  return reason === undefined || reason.state === 'asked' ? 0 : reason.at;
}
