import type { Finding, Severity } from '@swf/explain';
import { useEffect, useState } from 'preact/hooks';
import { SeverityGlyph } from '../components/severity-glyph.js';
import { useMedia } from '../components/use-media.js';
import { usePageUrl } from '../data/page-url.js';
import { capitalized, FindingItem } from './finding-item.js';
import type { HistoryModel } from './history-model.js';
import { tabNamed } from './history-parts.js';

/** The findings that are shown before the reader wants more. */
const FIRST = 3;

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly isOpen: boolean;
  readonly model: HistoryModel;
  /** Whether the history is that of a run, and not of a file. */
  readonly isLinked: boolean;
}

/** Why a run waits, or how it closed: the most important first, and beside other tabs in one line. */
export function Findings({ findings, isOpen, model, isLinked }: FindingsProps) {
  const tab = tabNamed(usePageUrl().query['tab']);
  const [isExpanded, setExpanded] = useState(false);
  useEffect(() => setExpanded(false), [tab]);
  const isNarrow = useMedia('(width < 760px)');
  const [main, ...others] = findings;
  if (main === undefined) return null;
  const blocked = findings.filter(({ severity }) => severity === 'blocked').length;
  // On a small screen, the tabs are not to be pushed out; but a run may be blocked in two ways.
  const first = isNarrow ? Math.min(Math.max(1, blocked), FIRST) : FIRST;
  const isBrief = tab !== 'timeline';
  const shown = isExpanded ? findings : findings.slice(0, first);
  const toggle = () => setExpanded(!isExpanded);
  const hasFailed = model.overview.value?.heading.status === 'failed';
  // A run that failed has the color of failures, though nobody has to help it any more.
  const toneOf = ({ code, severity }: Finding): Severity =>
    code === 'CLOSED_BECAUSE' && hasFailed ? 'blocked' : severity;
  return (
    <section class="findings" aria-label={isOpen ? 'Why it waits' : 'Closed because'}>
      {isBrief && !isExpanded ? (
        <button type="button" class={`finding finding-brief is-${toneOf(main)}`} aria-expanded={false} onClick={toggle}>
          <SeverityGlyph severity={toneOf(main)} />
          <span class="truncate">{capitalized(main.message)}</span>
          {others.length > 0 && <span class="secondary">{others.length} more</span>}
        </button>
      ) : (
        <ul>
          {shown.map((finding, index) => (
            <FindingItem
              key={`${finding.code} ${finding.subject.id ?? ''} ${index}`}
              finding={finding}
              tone={toneOf(finding)}
              present={model.present.value}
              isShort={isNarrow}
              isLinked={isLinked}
            />
          ))}
        </ul>
      )}
      {(isBrief ? isExpanded : findings.length > first) && (
        <button type="button" class="link findings-more" onClick={toggle}>
          {isExpanded
            ? 'Show less'
            : `${findings.length - first} more ${findings.length - first === 1 ? 'finding' : 'findings'}`}
        </button>
      )}
    </section>
  );
}
