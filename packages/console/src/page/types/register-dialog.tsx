import { useState } from 'preact/hooks';
import { AttributeFields } from '../components/attributes/attribute-fields.js';
import type { Texts } from '../components/attributes/attributes.js';
import { Dialog } from '../components/dialog.js';
import { TextField } from '../components/field.js';
import { Notice } from '../components/notices.js';
import { toast } from '../components/toast.js';
import { useSending } from '../components/use-sending.js';
import { post } from '../data/api.js';
import { ConfirmDomain, isConfirmed } from '../executions/dialogs/confirm-domain.js';
import { KINDS, type Registration, type RegistrationKind, registrationText } from './kinds.js';
import { readRegistration, registerLike } from './register-form.js';

interface RegisterDialogProps {
  readonly kind: RegistrationKind;
  readonly domain: string;
  readonly title: string;
  /** The registration to copy from. */
  readonly from: Partial<Registration>;
  /** Its version, if that is known. */
  readonly version?: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Registers a type or a domain, or a new version from an old one. */
export function RegisterDialog({ kind, domain, title, from, version, onDone, onClose }: RegisterDialogProps) {
  const [texts, setTexts] = useState<Texts>(() => ({
    ...registerLike(kind, from),
    ...(version !== undefined && { version }),
  }));
  const [problems, setProblems] = useState<Texts>({});
  const [typed, setTyped] = useState('');
  const { isSending, error, send } = useSending();
  const { path, defaults } = KINDS[kind];
  const place = kind === 'domains' ? (texts['name'] ?? '') : domain;
  const isReady = isConfirmed(place, typed) && !isSending;
  const field = (name: string) => ({
    value: texts[name] ?? '',
    problem: problems[name],
    onInput: (value: string) => setTexts({ ...texts, [name]: value }),
  });
  const register = () => {
    const { body, problems: found } = readRegistration(kind, domain, texts);
    setProblems(found);
    if (!body || !isReady) return;
    const text = registrationText({ name: texts['name'] ?? '', version: texts['version'] });
    const change = async () => {
      await post(path, body);
      toast(`Registered: ${text}`);
      onDone();
    };
    void send(`Register ${text}`, change, onClose);
  };
  return (
    <Dialog
      title={title}
      isWide={kind !== 'domains'}
      onClose={onClose}
      onSubmit={register}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" aria-disabled={!isReady}>
            {isSending ? 'Registering…' : 'Register'}
          </button>
        </>
      }
    >
      <div class="fields">
        <TextField label="Name" {...field('name')} isRequired isMono />
        {kind === 'domains' ? (
          <TextField
            label="Retention in days"
            {...field('retentionPeriodInDays')}
            note="How long closed executions are kept: 0 to 90, or NONE."
            isRequired
          />
        ) : (
          <TextField
            label="Version"
            {...field('version')}
            note={from.version === undefined || version !== undefined ? '' : `The last one was ${from.version}.`}
            isRequired
            isMono
          />
        )}
      </div>
      <TextField label="Description" {...field('description')} />
      {defaults.length > 0 && (
        <>
          <h3>Defaults</h3>
          <AttributeFields attributes={defaults} texts={texts} problems={problems} onChange={setTexts} />
          <p class="secondary">A registered type never changes: other defaults need another version.</p>
        </>
      )}
      <ConfirmDomain domain={place} value={typed} onInput={setTyped} />
      {error && <Notice tone="failed">{error.message}</Notice>}
    </Dialog>
  );
}
