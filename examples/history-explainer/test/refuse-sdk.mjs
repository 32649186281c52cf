import { register } from 'node:module';

// Preloaded: lets no module of the SDK be resolved, so that a program which loads one fails.
const hooks = `export function resolve(specifier, context, next) {
  if (specifier.startsWith('@aws-sdk/')) throw new Error('this program loads ' + specifier);
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
