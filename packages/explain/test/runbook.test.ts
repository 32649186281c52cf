import { readFileSync } from 'node:fs';
import { findingCodes } from '@swf/explain';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => [section.slice(0, section.indexOf('\n')), section] as const);

describe('docs/runbook.md', () => {
  it('has a section for each code of a finding, in their order, and no other', () => {
    expect(sections.map(([heading]) => heading)).toEqual(findingCodes);
  });

  it.each(sections)('says how to see %s, its causes, the fix with commands, and what not to do', (_, section) => {
    expect(section).toMatch(/\n- \*\*See:\*\* .*\n- \*\*Causes[:,].*\n- \*\*Fix:\*\* .*```sh\n.*\n- \*\*Do not\*\* /s);
  });
});
