import { register } from 'node:module';

// Preloaded to make a program fail if it loads the SDK.
const hooks = `export function resolve(specifier, context, next) {
  if (specifier.startsWith('@aws-sdk/')) throw new Error('this program loads ' + specifier);
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
