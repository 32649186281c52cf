import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';

/** How a task is left open. */
export interface CompleteLaterOptions {
  /** Whether this worker keeps the heartbeats up while it runs. Default: false. */
  readonly heartbeats?: boolean | undefined;
}

const COMPLETE_LATER_OPTIONS: OptionNames<CompleteLaterOptions> = { heartbeats: true };

/** What an activity returns whose task is completed elsewhere; made by `context.completeLater()`. */
export class CompleteLater {
  readonly heartbeats: boolean;

  /** @throws `InvalidArgumentError` for an unknown option, or `heartbeats` that is not a boolean. */
  constructor(options?: CompleteLaterOptions) {
    const { heartbeats = false } = checkOptions('options', options, COMPLETE_LATER_OPTIONS);
    if (typeof heartbeats !== 'boolean') {
      throw new InvalidArgumentError(`heartbeats must be a boolean, got ${preview(heartbeats)}`);
    }
    this.heartbeats = heartbeats;
  }

  /**
   * Refuses to be a part of a result, which would complete the task.
   *
   * @throws `InvalidArgumentError`
   */
  toJSON(): never {
    throw new InvalidArgumentError('completeLater() must be returned by the activity itself');
  }
}
