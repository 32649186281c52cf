import { type EntityType, type Lifecycle, lifecycles } from '../src/lifecycles.js';

const INTRODUCTION = `# Lifecycles

What SWF lets each kind of entity do, as \`lifecycles\` of \`@swf/history\` has it. Every attempt of an activity, timer, child or Lambda function
is an entity of its own. A history that has anything else is found to be inconsistent.

This page is written by \`npm run lifecycles\` in \`packages/history\`.
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
      : `\nNoted without a change of state: ${notes.map((state) => `\`${state}\``).join(', ')}.\n`;
  return `## ${type}\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows.map((arrow) => `  ${arrow}\n`).join('')}\`\`\`\n${noted}`;
}
