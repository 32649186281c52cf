import type { Decision } from '@swf/decisions';
import type { TraceContext } from '../telemetry/envelope.js';
import type { Command, CommandKind } from './command.js';

/** A command whose decision was made when it was called for: the first to ask for it gets that one. */
export class Called implements Command {
  readonly matched: Command['matched'];
  readonly #command: Omit<Command, 'matched'>;
  #decision: Decision | undefined;

  constructor(command: Omit<Command, 'matched'>, decision: Decision, matched: Command['matched']) {
    this.#command = command;
    this.#decision = decision;
    this.matched = matched;
  }

  get kind(): CommandKind {
    return this.#command.kind;
  }

  get id(): string {
    return this.#command.id;
  }

  get typeName(): string | undefined {
    return this.#command.typeName;
  }

  get what(): string {
    return this.#command.what;
  }

  get at(): string | undefined {
    return this.#command.at;
  }

  decision(context?: TraceContext): Decision {
    const made = context === undefined ? this.#decision : undefined;
    this.#decision = undefined;
    return made ?? this.#command.decision(context);
  }
}
