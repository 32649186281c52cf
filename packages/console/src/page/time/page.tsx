import { parseDuration } from '@swf/querysets/text';
import { useEffect, useState } from 'preact/hooks';
import type { AdvanceRequest } from '../../api/registrations.js';
import { problemOf } from '../components/attributes/attributes.js';
import { TextField } from '../components/field.js';
import { elapsed, localTime } from '../components/format.js';
import { EmptyState, Loading, Notice } from '../components/notices.js';
import { toast } from '../components/toast.js';
import { toProblemError } from '../data/problem-error.js';
import { refusalOf, session } from '../data/session.js';
import { advanceTime, refreshTime, virtualTime } from '../data/virtual-time.js';
import { Page } from '../shell/page.js';

const REFRESH_IN_MILLISECONDS = 2000;

const STEPS: readonly (readonly [title: string, seconds: number])[] = [
  ['1 min', 60],
  ['1 h', 3600],
  ['1 d', 86_400],
];

/** The virtual clock of the local service. */
export function TimePage() {
  return (
    <Page title="Time">
      <div class="page-header">
        <h1>Time</h1>
      </div>
      {session.value?.features.time ? <VirtualClock /> : <NoClock />}
    </Page>
  );
}

function NoClock() {
  return (
    <EmptyState icon="time" title="This service runs on the time of its machine">
      <p>
        <code>swf dev --virtual-time</code> starts one whose clock you move: timers and timeouts fire when you say so.
      </p>
    </EmptyState>
  );
}

function VirtualClock() {
  const [isMoving, setMoving] = useState(false);
  const refusal = refusalOf('time');
  useEffect(() => {
    const own = new AbortController();
    void refreshTime(own.signal);
    const timer = setInterval(() => void refreshTime(own.signal), REFRESH_IN_MILLISECONDS);
    return () => {
      clearInterval(timer);
      own.abort();
    };
  }, []);
  const time = virtualTime.value;
  if (!time) return <Loading label="Reading the clock" />;
  const move = async (request: AdvanceRequest) => {
    if (refusal !== undefined || isMoving) return;
    setMoving(true);
    try {
      await advanceTime(request);
      toast(`It is ${localTime(Date.parse(virtualTime.value?.now ?? time.now), Number.POSITIVE_INFINITY)} now.`);
    } catch (error) {
      toast(`The clock did not move: ${toProblemError(error).message}`, 'failed');
    }
    setMoving(false);
  };
  const isRefused = refusal !== undefined || isMoving;
  return (
    <div class="sheet">
      <div class="clock">
        <time class="clock-time" dateTime={time.now}>
          {localTime(Date.parse(time.now), Number.POSITIVE_INFINITY)}
        </time>
        <span class="secondary">{time.now} · the clock stands still until it is moved</span>
      </div>
      {refusal !== undefined && <Notice>{refusal}</Notice>}
      <div class="page-actions">
        <button
          type="button"
          class="primary"
          aria-disabled={isRefused || time.deadlines.length === 0}
          title={time.deadlines.length === 0 ? 'Nothing is due.' : undefined}
          onClick={() => time.deadlines.length > 0 && void move({ to: 'next-deadline' })}
        >
          To the next deadline
        </button>
        {STEPS.map(([title, seconds]) => (
          <button key={title} type="button" aria-disabled={isRefused} onClick={() => void move({ seconds })}>
            Advance {title}
          </button>
        ))}
      </div>
      <AdvanceForm isRefused={isRefused} onAdvance={(seconds) => void move({ seconds })} />
      <Deadlines now={time.now} deadlines={time.deadlines} />
    </div>
  );
}

interface AdvanceFormProps {
  readonly isRefused: boolean;
  readonly onAdvance: (seconds: number) => void;
}

function AdvanceForm({ isRefused, onAdvance }: AdvanceFormProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const advance = (event: Event) => {
    event.preventDefault();
    const found = problemOf(() => parseDuration('duration', text.trim()));
    setProblem(found);
    if (found === undefined && !isRefused) onAdvance(parseDuration('duration', text.trim()));
  };
  return (
    <form class="inline-form" noValidate onSubmit={advance}>
      <TextField label="Advance by" value={text} onInput={setText} problem={problem} note="As 90s, 15m, 2h or 7d." />
      <button type="submit" aria-disabled={isRefused}>
        Advance
      </button>
    </form>
  );
}

function Deadlines({ now, deadlines }: { readonly now: string; readonly deadlines: readonly string[] }) {
  return (
    <section aria-labelledby="deadlines">
      <h2 id="deadlines">Next deadlines</h2>
      {deadlines.length === 0 ? (
        <p class="secondary">No timer or timeout is due: the service waits for workers or requests.</p>
      ) : (
        <ol class="deadlines">
          {deadlines.map((deadline) => (
            <li key={deadline}>
              <time dateTime={deadline}>{localTime(Date.parse(deadline), Date.parse(now))}</time>
              <span class="secondary number">in {elapsed(Date.parse(now), Date.parse(deadline))}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
