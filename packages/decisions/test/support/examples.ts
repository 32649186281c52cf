import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A piece of TypeScript in a doc comment. */
export interface Example {
  /** The file and the line it begins on. */
  readonly name: string;
  readonly code: string;
}

/** The `@example` blocks of all sources. */
export function sourceExamples(): Example[] {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(`${root}src/${file}`, 'utf8');
    return [...text.matchAll(/^ *\* @example\n((?: *\*(?!\/| @).*\n)+)/gm)].map(({ 1: block = '', index }) => ({
      name: `src/${file}:${lineOf(text, index)}`,
      code: block.replace(/^ *\* ?/gm, ''),
    }));
  });
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/**
 * What the compiler says against the examples, each a module of this package with the package's own
 * settings.
 */
export function problemsOf(examples: readonly Example[]): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const modules = new Map(examples.map((example, index) => [`${root}test/examples/example-${index}.ts`, example]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => modules.has(file) || fileExists(file);
  host.readFile = (file) => modules.get(file)?.code ?? readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const example = modules.get(file);
    return example ? ts.createSourceFile(file, example.code, target) : getSourceFile(file, target, ...rest);
  };
  const program = ts.createProgram([...modules.keys()], { ...options, noUnusedLocals: false }, host);
  // Only the examples are checked: the sources that they use have a check of their own.
  const problems = [...modules.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return [...program.getOptionsDiagnostics(), ...problems].map(({ file, messageText }) => {
    const where = modules.get(file?.fileName ?? '')?.name ?? 'the compiler';
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** Runs the example, with its imports taken from the modules given. */
export async function run(example: Example, modules: Readonly<Record<string, object>>): Promise<void> {
  const { outputText } = ts.transpileModule(example.code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const require = (name: string) => {
    const found = modules[name];
    if (!found) throw new Error(`${example.name} imports ${name}, which is not there`);
    return found;
  };
  // An example may wait at its top level, as a module does.
  await new Function('require', 'exports', `return (async () => { ${outputText}\n})()`)(require, {});
}
