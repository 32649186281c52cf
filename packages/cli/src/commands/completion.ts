import { usageError } from '../failures.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

/** The scripts ask this program itself for the words, so that they never go out of date. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_swf() {
  local IFS=$'\\n'
  COMPREPLY=($(swf __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *: ]] && compopt -o nospace
  if declare -F __ltrim_colon_completions >/dev/null; then
    __ltrim_colon_completions "\${COMP_WORDS[COMP_CWORD]}"
  fi
}
complete -o default -F _swf swf
`,
  zsh: `#compdef swf
_swf() {
  local -a words_found
  words_found=("\${(@f)$(swf __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -Q -S '' -- \${words_found:#}
}
if [ "$funcstack[1]" = "_swf" ]; then _swf; else compdef _swf swf; fi
`,
  fish: `function __swf_complete
  set -l words (commandline -opc) (commandline -ct)
  swf __complete -- $words[2..-1] 2>/dev/null
end
complete -c swf -f -a '(__swf_complete)'
`,
};

/** Prints the completion script of a shell. */
export async function completion({ shell, arguments: args }: Invocation): Promise<undefined> {
  const [name = ''] = args;
  const script = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined;
  if (script === undefined) throw usageError(`the shell must be bash, zsh or fish, got ${name}`);
  await write(shell.stdout, script);
}
