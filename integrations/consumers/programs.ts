import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { run } from '../packages.js';

const folder = fileURLToPath(new URL('programs/', import.meta.url));

/** Writes a program into a consumer's folder, as TypeScript makes it JavaScript, and gives the file's name. */
export function addProgram(consumer: string, name: 'copies' | 'greeting' | 'with-local-service'): string {
  return addSource(consumer, name, readFileSync(`${folder}/${name}.ts`, 'utf8'));
}

/** The same for a program that is given as its source. */
export function addSource(consumer: string, name: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(`${consumer}/${name}.js`, outputText);
  return `${name}.js`;
}

/** Without the SDK's notice that it will need a newer Node one day. */
export const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** The Nodes that take part. */
interface Nodes {
  /** The Node of the program. Default: that of the service. */
  readonly node?: string | undefined;
  /** The Node of the service. Default: this one. */
  readonly serviceNode?: string | undefined;
}

/** What the greeting, or a bundle of it, does with a local service; both may run on a Node of their own. */
export function greet(consumer: string, program: string, { node, serviceNode = process.execPath }: Nodes = {}) {
  const service = addProgram(consumer, 'with-local-service');
  const { status, stdout, stderr } = run(consumer, serviceNode, [service, node ?? serviceNode, program], QUIET);
  return { status, stdout, stderr };
}

/** What {@link greet} does where all is well. */
export const GREETED = { status: 0, stdout: 'COMPLETED in eu-west-1, 1 closed\n', stderr: '' };
