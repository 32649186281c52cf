import { describe, expect, it } from 'vitest';
import { KIND_OF, WORDS } from '../../../src/page/executions/dialogs/operations.js';

describe('The operations of a run', () => {
  it('are allowed by kinds of changes: a restart is a start', () => {
    expect(KIND_OF).toEqual({ signal: 'signal', cancel: 'cancel', terminate: 'terminate', restart: 'start' });
  });

  it('read alike in titles, buttons and results', () => {
    expect(
      Object.entries(WORDS).map(([name, { title, button, done, result }]) => [name, title, button, done, result]),
    ).toEqual([
      ['signal', 'Signal', 'Send signal', 'Signal sent', 'signaled'],
      ['cancel', 'Request cancel', 'Request cancel', 'Cancel requested', 'asked to cancel'],
      ['terminate', 'Terminate', 'Terminate', 'Terminated', 'terminated'],
      ['restart', 'Restart', 'Start new run', 'Started again', 'started again'],
    ]);
  });
});
