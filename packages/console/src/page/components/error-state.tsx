import type { ProblemError } from '../data/problem-error.js';
import { CopyButton } from './copy-button.js';
import { Icon } from './icon.js';

interface ErrorStateProps {
  readonly error: ProblemError;
  readonly onRetry?: (() => void) | undefined;
}

/** An error in place of what could not be loaded, with what to do about it. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { title, code, requestId, retryAfter } = error.problem;
  const remedy = REMEDIES[code];
  return (
    <div class="empty is-error" role="alert">
      <span class="empty-icon">
        <Icon name="warning" />
      </span>
      <h2>{sentence(title)}</h2>
      <div class="prose">
        {remedy !== undefined && <p>{remedy}</p>}
        {retryAfter !== undefined && <p>Another try makes sense in {Math.ceil(retryAfter)} s.</p>}
        <p class="secondary">
          <code>{code}</code>
          {requestId !== undefined && (
            <>
              {' '}
              request <code>{requestId}</code>
              <CopyButton text={requestId} label="Copy request id" />
            </>
          )}
        </p>
        {onRetry && (
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

const REMEDIES: Readonly<Record<string, string>> = {
  UNREACHABLE: 'Start the console again, or check that this is the address it printed.',
  UNAUTHORIZED: 'Open the console with the address that "swf console" printed: it carries the token.',
  CONNECTION: 'The console runs, but cannot reach SWF. Check the endpoint and the network.',
  OPERATION_NOT_PERMITTED: 'The credentials of the console lack a permission. "swf doctor" lists which.',
  RATE_LIMIT_EXCEEDED: 'SWF throttles this account. Live updates slow down by themselves.',
  READ_ONLY: 'Start the console with --allow-changes to allow changes.',
};

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
