import { readFileSync } from 'node:fs';

/** A shape as the published model of the service describes it. */
export interface ModelShape {
  readonly type: 'structure' | 'list' | 'string' | 'integer' | 'long' | 'boolean' | 'timestamp';
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
}

interface ServiceModel {
  readonly operations: Readonly<Record<string, { readonly input: string; readonly output: string | null }>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

/**
 * The facts of the published model of the service, kept apart from the tables that the package is
 * built on.
 */
export const serviceModel = JSON.parse(
  readFileSync(new URL('./swf-api.json', import.meta.url), 'utf8'),
) as ServiceModel;

/** A shape that must be there. */
export function modelShape(name: string): ModelShape {
  const shape = serviceModel.shapes[name];
  if (!shape) throw new Error(`The model has no shape ${name}`);
  return shape;
}
