import { useId, useRef, useState } from 'preact/hooks';
import type { Started } from '../../../api/executions.js';
import type { RegistrationPage, TypeRegistration } from '../../../api/registrations.js';
import { AttributeFields } from '../../components/attributes/attribute-fields.js';
import { defaultOf, executionSettings, type Texts } from '../../components/attributes/attributes.js';
import { SendKeys } from '../../components/dialog.js';
import { FieldNote, focusFirstProblem, TextField } from '../../components/field.js';
import { Notice } from '../../components/notices.js';
import { toast } from '../../components/toast.js';
import { useSending } from '../../components/use-sending.js';
import { get, post } from '../../data/api.js';
import { usePageUrl } from '../../data/page-url.js';
import { refusalOf } from '../../data/session.js';
import { useRequest } from '../../data/use-request.js';
import { ConfirmDomain, isConfirmed } from '../dialogs/confirm-domain.js';
import { PayloadField } from '../dialogs/payload-field.js';
import { noteChange } from '../list/execution-list.js';
import { missingSettings, readStart, readType, type StartFields, typeText } from './start-form.js';

interface StartFormViewProps {
  readonly domain: string;
  readonly like: string | undefined;
  /** Whether that run is open, so that its id is taken. */
  readonly isLikeOpen: boolean;
  readonly fields: StartFields;
  readonly onChange: (fields: StartFields) => void;
}

/** The form that starts an execution. */
export function StartFormView({ domain, like, isLikeOpen, fields, onChange }: StartFormViewProps) {
  const { href, open } = usePageUrl();
  const [problems, setProblems] = useState<Texts>({});
  const [typed, setTyped] = useState('');
  const { isSending, error, send } = useSending();
  const form = useRef<HTMLFormElement>(null);
  const { types, defaults, type } = useTypes(domain, fields.type);
  const refusal = refusalOf('start');
  const isReady = refusal === undefined && isConfirmed(domain, typed) && !isSending;
  const missing = type ? missingSettings(defaults, fields.settings) : [];
  const set = (name: keyof StartFields) => (value: string) => onChange({ ...fields, [name]: value });

  const start = () => {
    const { request, problems: found } = readStart(domain, fields);
    setProblems(found);
    if (!request) focusFirstProblem(form.current);
    if (!request || !isReady) return;
    const change = async () => {
      const started = await post<Started>('executions', request);
      const { workflowId, runId } = started;
      const address = href('/execution', { domain, id: workflowId, run: runId });
      toast(`Started: ${workflowId}`, 'done', address);
      noteChange([started]);
      return address;
    };
    void send(`Start ${request.workflowId}`, change, open);
  };
  return (
    <form
      ref={form}
      class="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
      onKeyDown={(event) => {
        // In a field of several lines, Enter begins a line.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        start();
      }}
    >
      {like !== undefined && (
        <Notice>
          <span>
            Type, input, tags and settings are those of <a href={href('/execution', { domain, id: like })}>{like}</a>.
            Give the new execution an id, and change what else should differ.
          </span>
        </Notice>
      )}
      <div class="fields">
        <TextField
          label="Type"
          value={fields.type}
          onInput={set('type')}
          options={types}
          problem={problems['type']}
          note={
            type?.status === 'DEPRECATED'
              ? 'This type is deprecated: SWF refuses to start it.'
              : (type?.description ?? 'NAME@VERSION')
          }
          isRequired
          isMono
        />
        <TextField
          label="Workflow id"
          value={fields.workflowId}
          onInput={set('workflowId')}
          problem={problems['workflowId']}
          note={isLikeOpen ? `Not ${like}, which is open.` : 'Only one open execution can have it.'}
          isRequired
          isMono
        />
      </div>
      <PayloadField label="Input" value={fields.input} onInput={set('input')} problem={problems['input']} rows={6} />
      <TagsField value={fields.tags} onInput={set('tags')} problem={problems['tags']} />
      <h2>Settings</h2>
      {missing.length > 0 && <Notice>The type has no default for {missing.join(', ')}: give a value.</Notice>}
      <AttributeFields
        attributes={executionSettings}
        texts={fields.settings}
        problems={problems}
        onChange={(settings) => onChange({ ...fields, settings })}
        fallback={defaults}
      />
      <ConfirmDomain domain={domain} value={typed} onInput={setTyped} />
      {error && <Notice tone="failed">{error.message}</Notice>}
      <div class="sheet-footer">
        <button type="submit" class="primary" aria-disabled={!isReady} title={refusal}>
          {isSending ? 'Starting…' : 'Start'}
        </button>
        {refusal === undefined ? <SendKeys /> : <span class="secondary">{refusal}</span>}
      </div>
    </form>
  );
}

/** The types to choose from, and the chosen one with its defaults. */
function useTypes(domain: string, text: string) {
  const { data: page } = useRequest(`types ${domain}`, (signal) =>
    get<RegistrationPage<TypeRegistration>>('types/workflow', { domain, status: 'REGISTERED' }, signal),
  );
  const types = (page?.items ?? []).map(typeText);
  const chosen = readType(text.trim());
  // Until the list is there, any text could be a type.
  const isKnown = chosen !== undefined && (types.includes(text.trim()) || page?.nextPage !== undefined);
  const { data } = useRequest(isKnown ? `type ${domain} ${text.trim()}` : undefined, (signal) =>
    get<RegistrationPage<TypeRegistration>>('types/workflow', { domain, ...chosen }, signal),
  );
  const type = data?.items[0];
  return { types, type, defaults: (setting: string): unknown => type?.[defaultOf(setting)] };
}

interface TagsFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly problem: string | undefined;
}

function TagsField({ value, onInput, problem }: TagsFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>Tags</label>
      <textarea
        id={id}
        class="is-short"
        rows={2}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <FieldNote
        id={`${id}-note`}
        problem={problem}
        note='One a line, at most 5. In quotes, a tag may have "\n" and spaces at its ends.'
      />
    </div>
  );
}
