import { type JsonNode, sizeOf } from './parse-json.js';

/** A line of a tree: a member or an item, or the sign that more can be shown. */
export interface TreeLine {
  /** The way from the root, which names the line. */
  readonly path: string;
  readonly depth: number;
  readonly name: string | undefined;
  readonly node: JsonNode;
  readonly isOpen: boolean;
  /** The number of children that are not shown yet; then the line stands for them. */
  readonly more: number;
}

/** The children that are shown of a node at first, and added at each step. */
export const STEP = 100;

/** Returns the lines of a tree that are visible, of a node whose open descendants are named. */
export function visibleLines(
  root: JsonNode,
  open: ReadonlySet<string>,
  limits: ReadonlyMap<string, number>,
): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const add = (node: JsonNode, path: string, depth: number, name: string | undefined) => {
    const isOpen = sizeOf(node) > 0 && open.has(path);
    lines.push({ path, depth, name, node, isOpen, more: 0 });
    if (!isOpen) return;
    const limit = limits.get(path) ?? STEP;
    const children = childrenOf(node);
    for (const [index, [childName, child]] of children.slice(0, limit).entries()) {
      add(child, `${path}/${index}`, depth + 1, childName);
    }
    if (children.length > limit) {
      lines.push({
        path: `${path}/more`,
        depth: depth + 1,
        name: undefined,
        node,
        isOpen: false,
        more: children.length - limit,
      });
    }
  };
  add(root, '', 0, undefined);
  return lines;
}

/** Returns the paths that are open at first: all of a small tree, the first level of a large one. */
export function initiallyOpen(root: JsonNode): ReadonlySet<string> {
  const open = new Set<string>(['']);
  let shown = sizeOf(root);
  const visit = (node: JsonNode, path: string) => {
    for (const [index, [, child]] of childrenOf(node).slice(0, STEP).entries()) {
      const size = sizeOf(child);
      if (size === 0 || shown + size > 24) continue;
      shown += size;
      open.add(`${path}/${index}`);
      visit(child, `${path}/${index}`);
    }
  };
  visit(root, '');
  return open;
}

function childrenOf(node: JsonNode): readonly (readonly [name: string, value: JsonNode])[] {
  if (node.kind === 'object') return node.members;
  return node.kind === 'array' ? node.items.map((item, index) => [String(index), item] as const) : [];
}
