import { useMemo, useState } from 'preact/hooks';
import { CopyButton } from '../../components/copy-button.js';
import { JsonTree } from './json-tree.js';
import { parseJson } from './parse-json.js';
import { sizeText } from './size-text.js';

interface PayloadViewProps {
  readonly label: string;
  readonly text: string;
}

/** A larger payload is shown on demand. */
const LARGE = 100_000;

/** A payload as a tree if it is JSON, or as it is; and a way to copy it. */
export function PayloadView({ label, text }: PayloadViewProps) {
  const [isRaw, setRaw] = useState(false);
  const [isShown, setShown] = useState(text.length <= LARGE);
  const node = useMemo(() => (isShown ? parseJson(text) : undefined), [isShown, text]);
  const isTree = node !== undefined && (node.kind === 'object' || node.kind === 'array');
  return (
    <div class="payload">
      <div class="payload-bar">
        <span class="secondary">
          {isTree ? 'JSON' : 'text'}, {sizeText(text.length)}
        </span>
        {isTree && (
          <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            {isRaw ? 'Tree' : 'Raw'}
          </button>
        )}
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
      {!isShown && (
        <button type="button" onClick={() => setShown(true)}>
          Show {sizeText(text.length)}
        </button>
      )}
      {isShown && (isTree && !isRaw ? <JsonTree label={label} node={node} /> : <pre class="payload-text">{text}</pre>)}
    </div>
  );
}
