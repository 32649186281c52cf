import type { RunReason } from '../../../api/execution.js';

/** Returns a reason in one line. The row says already how a run closed. */
export function reasonText({ code, headline, details }: NonNullable<RunReason['finding']>): string {
  if (code !== 'CLOSED_BECAUSE') return headline;
  const because = headline.replace(/^the execution closed as \w+(?:: )?/, '');
  const failed = details.find((detail) => detail.startsWith('before that, '))?.slice('before that, '.length);
  const open = details.find((detail) => detail.startsWith('open then: '));
  const parts = [failed, because, open].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'no reason was given' : parts.join('; ');
}
