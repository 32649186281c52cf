import { checkOptions, checkStructure, type Structure, TAG_LIST, VERSION } from '@swf/settings/wire';
import { encode } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import { WORKFLOW_SETTINGS, type WorkflowStartOptions } from '../definitions/workflow-options.js';
import { currentScope } from '../scopes/scope.js';
import { wrapInput } from '../telemetry/envelope.js';
import { ContinueAsNew } from '../turns/continue-as-new.js';

/** How the next run differs from this one. */
export interface ContinueAsNewOptions extends Omit<WorkflowStartOptions, 'codec'> {
  readonly tagList?: readonly string[] | undefined;
  /** Default: this run's. */
  readonly workflowTypeVersion?: string | undefined;
}

const CONTINUE_AS_NEW: Structure<ContinueAsNewOptions, object> = {
  ...WORKFLOW_SETTINGS,
  tagList: TAG_LIST,
  workflowTypeVersion: VERSION,
};

/**
 * Ends this run and starts the next, with the same workflow id, the same settings and an empty
 * history.
 *
 * @param next the input of the next run, or a function that computes it when the close is sent, and
 * again if SWF refuses the close since a signal came. Signals that the function takes by `unread()`
 * are unread again then.
 * @throws always: it ends the function
 *
 * @example
 * if (info().continueAsNewSuggested) continueAsNew({ cursor });
 */
export function continueAsNew<Input = unknown>(next: Input | (() => Input), options: ContinueAsNewOptions = {}): never {
  const scope = currentScope('continueAsNew()');
  const { run } = scope;
  const given = checkOptions('options', options, CONTINUE_AS_NEW);
  checkStructure(CONTINUE_AS_NEW, given);
  const input = () => {
    const value = typeof next === 'function' ? (next as () => Input)() : next;
    validated('input', value, run.inputSchema);
    const payload = encode('next', value, run.codec);
    // Throws for what the close could not send: nobody could catch it there.
    wrapInput(payload, undefined);
    return payload;
  };
  if (typeof next !== 'function') input();
  const ending = new ContinueAsNew(input, given);
  // It stands even if a catch of the workflow swallows what is thrown here, but not if nobody waits
  // for its branch any more.
  if (!scope.canceled) run.decide(ending);
  throw ending;
}
