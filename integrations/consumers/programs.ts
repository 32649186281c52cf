import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { run } from '../packages.js';

const folder = fileURLToPath(new URL('programs/', import.meta.url));

/** Compiles a program into a consumer's folder, and returns the name of the file. */
export function addProgram(consumer: string, name: 'copies' | 'greeting' | 'with-local-service'): string {
  const { outputText } = ts.transpileModule(readFileSync(`${folder}/${name}.ts`, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(`${consumer}/${name}.js`, outputText);
  return `${name}.js`;
}

/** Silences the SDK's warning that it will drop this version of Node. */
export const NO_NODE_WARNING = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** The versions of Node to run on. */
interface Nodes {
  /** Runs the program. Default: that of the service. */
  readonly node?: string | undefined;
  /** Runs the service. Default: this one. */
  readonly serviceNode?: string | undefined;
}

/** Runs the greeting, or a bundle of it, against a local service in another process. */
export function greet(consumer: string, program: string, { node, serviceNode = process.execPath }: Nodes = {}) {
  const service = addProgram(consumer, 'with-local-service');
  const { status, stdout, stderr } = run(
    consumer,
    serviceNode,
    [service, node ?? serviceNode, program],
    NO_NODE_WARNING,
  );
  return { status, stdout, stderr };
}

/** The result of {@link greet} if it succeeds. */
export const GREETED = { status: 0, stdout: 'COMPLETED in eu-west-1, 1 closed\n', stderr: '' };
