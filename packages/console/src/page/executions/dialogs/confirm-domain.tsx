import { TextField } from '../../components/field.js';
import { session } from '../../data/session.js';

interface ConfirmDomainProps {
  readonly domain: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** Asks for the domain's name if the target is protected. */
export function ConfirmDomain({ domain, value, onInput }: ConfirmDomainProps) {
  if (!session.value?.target.protected) return null;
  return (
    <TextField
      label={`Type ${domain} to confirm`}
      value={value}
      onInput={onInput}
      note="This target is protected: each change must be confirmed."
      isMono
      isRequired
    />
  );
}

/** Whether a change of this domain is confirmed. */
export function isConfirmed(domain: string, typed: string): boolean {
  return !session.value?.target.protected || typed.trim() === domain;
}
