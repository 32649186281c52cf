import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.js';
import { Notice } from '../components/notices.js';
import { toast } from '../components/toast.js';
import { useSending } from '../components/use-sending.js';
import { post } from '../data/api.js';
import { ConfirmDomain, isConfirmed } from '../executions/dialogs/confirm-domain.js';
import { KINDS, type Registration, type RegistrationKind, registrationText } from './kinds.js';

interface RetireDialogProps {
  readonly kind: RegistrationKind;
  readonly domain: string;
  readonly registration: Registration;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const CONSEQUENCES: Readonly<Record<RegistrationKind, string>> = {
  workflow: 'No execution of it can be started any more. Open executions go on.',
  activity: 'Deciders cannot schedule it any more. Tasks that are scheduled go on.',
  domains: 'Nothing can be started or registered in it any more. Open executions go on.',
};

/** Deprecates or undeprecates a type or domain. */
export function RetireDialog({ kind, domain, registration, onDone, onClose }: RetireDialogProps) {
  const [typed, setTyped] = useState('');
  const { isSending, error, send } = useSending();
  const { path, thing } = KINDS[kind];
  const { name, version, status } = registration;
  const verb = status === 'REGISTERED' ? 'deprecate' : 'undeprecate';
  const title = verb.charAt(0).toUpperCase() + verb.slice(1);
  const place = kind === 'domains' ? name : domain;
  const isReady = isConfirmed(place, typed) && !isSending;
  const text = registrationText(registration);
  const submit = () => {
    if (!isReady) return;
    const change = async () => {
      await post(`${path}/${verb}`, kind === 'domains' ? { name } : { domain, name, version });
      toast(`${title}d: ${text}`);
      onDone();
    };
    void send(`${title} ${text}`, change, onClose);
  };
  return (
    <Dialog
      title={`${title} ${thing}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class={verb === 'deprecate' ? 'dangerous' : 'primary'} aria-disabled={!isReady}>
            {isSending ? 'Sending…' : title}
          </button>
        </>
      }
    >
      <p class="mono">{text}</p>
      <p>{verb === 'deprecate' ? `${CONSEQUENCES[kind]} It can be undeprecated later.` : 'It can be used again.'}</p>
      <ConfirmDomain domain={place} value={typed} onInput={setTyped} />
      {error && <Notice tone="failed">{error.message}</Notice>}
    </Dialog>
  );
}
