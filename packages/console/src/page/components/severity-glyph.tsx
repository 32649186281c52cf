import type { Severity } from '@swf/explain';

const SHAPES: Readonly<Record<Severity | 'person', string>> = {
  blocked: 'M3.2 3.2l7.6 7.6M10.8 3.2 3.2 10.8',
  soon: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM7 4.2V7l1.8 1.2',
  warning: 'M7 1.8 12.6 12H1.4ZM7 5.4v3M7 10.1v.2',
  info: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM7 6.4v3.2M7 4.3v.2',
  person: 'M7 2a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 7 2ZM2.6 12a4.4 4.4 0 0 1 8.8 0',
};

/** The glyph of how important a finding is, or of a wait for a person. */
export function SeverityGlyph({ severity }: { readonly severity: Severity | 'person' }) {
  return (
    <svg class="glyph finding-glyph" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      <path d={SHAPES[severity]} />
    </svg>
  );
}
