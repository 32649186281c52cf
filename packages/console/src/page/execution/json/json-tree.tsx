import { useMemo, useRef, useState } from 'preact/hooks';
import { initiallyOpen, STEP, type TreeLine, visibleLines } from './json-lines.js';
import { type JsonNode, sizeOf } from './parse-json.js';

interface JsonTreeProps {
  readonly label: string;
  readonly node: JsonNode;
}

/** A JSON value that unfolds: by clicks, or with arrow keys as a tree. */
export function JsonTree({ label, node }: JsonTreeProps) {
  const [open, setOpen] = useState(() => initiallyOpen(node));
  const [limits, setLimits] = useState<ReadonlyMap<string, number>>(new Map());
  const [active, setActive] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => visibleLines(node, open, limits), [node, open, limits]);
  const index = Math.max(
    0,
    lines.findIndex(({ path }) => path === active),
  );

  const focus = (target: TreeLine | undefined) => {
    if (!target) return;
    setActive(target.path);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  const toggle = ({ path, more, isOpen }: TreeLine) => {
    if (more > 0) {
      const parent = path.slice(0, -'/more'.length);
      setLimits(new Map(limits).set(parent, (limits.get(parent) ?? STEP) + STEP));
      return;
    }
    const next = new Set(open);
    if (isOpen) next.delete(path);
    else next.add(path);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[index];
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const canOpen = sizeOf(line.node) > 0;
    if (event.key === 'ArrowDown') focus(lines[index + 1]);
    else if (event.key === 'ArrowUp') focus(lines[index - 1]);
    else if (event.key === 'Home') focus(lines[0]);
    else if (event.key === 'End') focus(lines.at(-1));
    else if (event.key === 'ArrowRight' && line.isOpen) focus(lines[index + 1]);
    else if (event.key === 'ArrowRight' && canOpen) toggle(line);
    else if (event.key === 'ArrowLeft' && line.isOpen) toggle(line);
    else if (event.key === 'ArrowLeft') focus(lines.slice(0, index).findLast(({ depth }) => depth < line.depth));
    else if ((event.key === 'Enter' || event.key === ' ') && (canOpen || line.more > 0)) toggle(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={root} class="json-tree" role="tree" aria-label={label} onKeyDown={onKeyDown}>
      {lines.map((line, position) => (
        <Line
          key={line.path}
          line={line}
          isActive={position === index}
          onClick={() => {
            setActive(line.path);
            if (sizeOf(line.node) > 0) toggle(line);
          }}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: TreeLine;
  readonly isActive: boolean;
  readonly onClick: () => void;
}

function Line({ line, isActive, onClick }: LineProps) {
  const { depth, name, node, isOpen, more } = line;
  const isBranch = sizeOf(node) > 0 && more === 0;
  return (
    <div
      class={`json-line ${isBranch || more > 0 ? 'is-branch' : ''}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      style={{ '--depth': String(depth) }}
      onClick={onClick}
    >
      <span class="json-toggle" aria-hidden="true">
        {isBranch ? (isOpen ? '▾' : '▸') : ''}
      </span>
      {more > 0 ? (
        <span class="json-more">{more} more</span>
      ) : (
        <>
          {name !== undefined && <span class="json-name">{name}</span>}
          <Value node={node} isOpen={isOpen} />
        </>
      )}
    </div>
  );
}

function Value({ node, isOpen }: { readonly node: JsonNode; readonly isOpen: boolean }) {
  const size = sizeOf(node);
  if (node.kind === 'object')
    return <span class="json-summary">{isOpen ? '{' : size === 0 ? '{}' : `{ ${size} }`}</span>;
  if (node.kind === 'array')
    return <span class="json-summary">{isOpen ? '[' : size === 0 ? '[]' : `[ ${size} ]`}</span>;
  return (
    <span class={`json-value is-${node.kind}`}>{node.kind === 'string' ? JSON.stringify(node.text) : node.text}</span>
  );
}
