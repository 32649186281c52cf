import { SwfError } from '@swf/settings/errors';

/** Where an actor is in its life. */
export type ActorState = 'created' | 'running' | 'draining' | 'stopped';

/** A call that an actor cannot follow in its present state; `code` is `ACTOR_STATE`. */
export class ActorStateError extends SwfError {
  readonly state: ActorState;

  constructor(message: string, state: ActorState, options?: ErrorOptions) {
    super('ACTOR_STATE', message, options);
    this.name = 'ActorStateError';
    this.state = state;
  }

  static override is(value: unknown): value is ActorStateError {
    return SwfError.is(value) && value.code === 'ACTOR_STATE';
  }
}
