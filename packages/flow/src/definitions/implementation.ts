import type { WorkflowOptions } from './workflow-options.js';

declare const CODE: unique symbol;

/** A definition that has code: what deciders and workers take. */
export interface Implementation {
  readonly [CODE]?: 'workflow' | 'activity';
}

/** The code of a workflow, as a decider runs it. */
export interface WorkflowImplementation {
  readonly name: string;
  readonly version: string;
  readonly options: WorkflowOptions;
  run(input: unknown): Promise<unknown>;
}
