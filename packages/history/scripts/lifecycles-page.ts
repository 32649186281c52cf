import { type EntityType, type Lifecycle, lifecycles } from '../src/lifecycles.js';

const INTRODUCTION = `# Lifecycles

The states that SWF allows for each kind of entity, and the transitions between them: \`lifecycles\`
of \`@swf/history\`. Every attempt of an activity, timer, child or Lambda function is its own entity.
\`verify()\` reports any other transition as an inconsistency.

\`npm run lifecycles\` in \`packages/history\` writes this page.
`;

/** The page that shows all lifecycles, in Markdown with Mermaid's state diagrams. */
export function lifecyclesPage(): string {
  const sections = Object.entries(lifecycles).map(([type, lifecycle]) => section(type as EntityType, lifecycle));
  return [INTRODUCTION, ...sections].join('\n');
}

function section(type: EntityType, { initial, transitions, notes }: Lifecycle): string {
  const arrows = [
    ...initial.map((state) => `[*] --> ${state}`),
    ...Object.entries(transitions).flatMap(([from, states]) => states.map((to) => `${from} --> ${to}`)),
    ...Object.entries(transitions).flatMap(([state, next]) => (next.length === 0 ? [`${state} --> [*]`] : [])),
  ];
  const noted =
    notes.length === 0
      ? ''
      : `\nEvents that do not change the state: ${notes.map((state) => `\`${state}\``).join(', ')}.\n`;
  return `## ${type}\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows.map((arrow) => `  ${arrow}\n`).join('')}\`\`\`\n${noted}`;
}
