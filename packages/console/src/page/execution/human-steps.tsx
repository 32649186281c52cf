import type { PublishedStep } from '@swf/explain';
import { useState } from 'preact/hooks';
import type { RunChange } from '../../api/executions.js';
import { Notice } from '../components/notices.js';
import { StatusGlyph } from '../components/status.js';
import { RelativeTime } from '../components/time.js';
import { toast } from '../components/toast.js';
import { useSending } from '../components/use-sending.js';
import { post } from '../data/api.js';
import { refusalOf } from '../data/session.js';
import { ConfirmDomain, isConfirmed } from '../executions/dialogs/confirm-domain.js';
import { answerIn, answerInput } from './answer.js';
import { Countdown } from './countdown.js';
import type { HistoryModel } from './history-model.js';
import { PayloadView } from './json/payload-view.js';
import type { RunContext } from './run-context.js';
import { usePayload } from './use-payload.js';

export interface HumanStepsProps {
  readonly model: HistoryModel;
  readonly steps: readonly PublishedStep[];
  /** Without a run, the steps are shown without a form. */
  readonly run: RunContext | undefined;
}

/** The questions to people that a run waits for, and forms to answer them. */
export function HumanSteps({ model, steps, run }: HumanStepsProps) {
  return (
    <section class="steps" aria-label="Open human steps">
      {steps.map((step) => (
        // One that is asked again has no answer yet.
        <Step key={`${step.step} ${step.id} ${step.since?.getTime()}`} model={model} step={step} run={run} />
      ))}
    </section>
  );
}

/** An answer that the history may not have yet. */
interface SentAnswer {
  readonly input: string;
  /** The last answer that the history had when it was sent. */
  readonly afterEventId: number | undefined;
}

interface StepProps {
  readonly model: HistoryModel;
  readonly step: PublishedStep;
  readonly run: RunContext | undefined;
}

function Step({ model, step: published, run }: StepProps) {
  const { step, id, details, since, until, answeredEventId, droppedEventId } = published;
  const lastEventId = answeredEventId ?? droppedEventId;
  const [sent, setSent] = useState<SentAnswer | undefined>(undefined);
  // Once the history has the answer, it says what became of it.
  const input = sent?.afterEventId === lastEventId ? sent?.input : undefined;
  const signaled = usePayload(model, answeredEventId, 'input');
  const isAnswered = answeredEventId !== undefined || input !== undefined;
  const answer = answerIn(signaled ?? input);
  return (
    <article class="step" aria-label={`Step ${step}, question ${id}`}>
      <header class="step-header">
        <StatusGlyph state={isAnswered ? 'completed' : 'waiting'} />
        <h2>{step}</h2>
        {id !== step && <code class="secondary">{id}</code>}
        <span class="secondary">
          {since && (
            <>
              asked <RelativeTime at={since.toISOString()} />
            </>
          )}
          {until && !isAnswered && (
            <>
              , due <Countdown at={until} />
            </>
          )}
        </span>
        {isAnswered && <span class="step-answered">answered; the next decision goes on from it</span>}
        {!isAnswered && droppedEventId !== undefined && (
          <span class="step-dropped">the last answer was dropped, and the question is still open</span>
        )}
      </header>
      <div class="step-body">
        {details !== undefined && (
          <section class="panel-section">
            <h3>question</h3>
            <PayloadView label="details" text={typeof details === 'string' ? details : JSON.stringify(details)} />
          </section>
        )}
        {run && !isAnswered && (
          <AnswerForm
            step={step}
            id={id}
            run={run}
            onSent={(text) => setSent({ input: text, afterEventId: lastEventId })}
          />
        )}
        {isAnswered && answer !== undefined && (
          <section class="panel-section" aria-label="Answer">
            <h3>answer</h3>
            <PayloadView label="answer" text={answer} />
          </section>
        )}
      </div>
    </article>
  );
}

interface AnswerFormProps {
  readonly step: string;
  readonly id: string;
  readonly run: RunContext;
  /** Called with the input of the signal. */
  readonly onSent: (input: string) => void;
}

function AnswerForm({ step, id, run, onSent }: AnswerFormProps) {
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { isSending, error, send } = useSending();
  const refusal = refusalOf('signal');
  const name = `answer-${step}-${id}`;
  const submit = (event: Event) => {
    event.preventDefault();
    const answer = answerInput(id, text);
    if ('error' in answer) {
      setProblem(answer.error);
      return;
    }
    const { domain, workflowId, runId } = run;
    const change: RunChange = { domain, workflowId, runId, operation: 'signal', signalName: step, input: answer.input };
    void send(`Answer ${step}`, async () => {
      await post('execution/signal', change);
      onSent(answer.input);
      toast(`Answered ${step}.`);
    });
  };
  return (
    <form class="step-form" onSubmit={submit}>
      <div class="field">
        <label for={name}>Answer</label>
        <textarea
          id={name}
          class="step-answer"
          rows={2}
          value={text}
          placeholder='true, "text", {"any": "JSON"}, or plain text'
          disabled={refusal !== undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={`${name}-note`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <span id={`${name}-note`} class={`field-note ${problem === undefined ? '' : 'is-failed'}`}>
          {problem ?? refusal ?? 'What is JSON is sent as JSON, anything else as text.'}
        </span>
      </div>
      <ConfirmDomain domain={run.domain} value={typed} onInput={setTyped} />
      <button
        type="submit"
        class="primary"
        disabled={refusal !== undefined || isSending || !isConfirmed(run.domain, typed)}
      >
        {isSending ? 'Sending…' : 'Answer'}
      </button>
      {error && <Notice tone="failed">{error.message}</Notice>}
    </form>
  );
}
