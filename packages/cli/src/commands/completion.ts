import { usageError } from '../failures.js';
import { write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

/** The scripts ask this program itself for the words, so that they never go out of date. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_swf() {
  local word cut rest=$COMP_LINE words=()
  # Bash splits words at : and @, too: those with no space between them are one.
  for word in "\${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    if [[ \${#words[@]} -eq 0 || $rest == [[:space:]]* ]]; then
      words+=("$word")
    else
      words[\${#words[@]}-1]+=$word
    fi
    rest=\${rest#"\${rest%%[![:space:]]*}"}
    rest=\${rest#"$word"}
  done
  word=\${words[\${#words[@]}-1]}
  # What bash replaces begins after the last : or =, but with the last @.
  rest=$word
  [[ $COMP_WORDBREAKS == *:* ]] && rest=\${rest##*:}
  [[ $COMP_WORDBREAKS == *=* ]] && rest=\${rest##*=}
  [[ $COMP_WORDBREAKS == *@* && $rest == *@* ]] && rest=@\${rest##*@}
  cut=\${word%"$rest"}
  COMPREPLY=()
  while IFS= read -r rest; do
    # Workflow ids come from anyone: none may be run as a command.
    printf -v rest %q "$rest"
    COMPREPLY+=("\${rest#"$cut"}")
  done < <(swf __complete -- "\${words[@]:1}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -o default -F _swf swf
`,
  zsh: `#compdef swf
_swf() {
  local -a found
  found=("\${(@f)$(swf __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found:#}")
  (( $#found )) || { _files; return; }
  # A term that ends in : goes on with its value.
  compadd -S '' -- "\${(@M)found:#*:}"
  compadd -- "\${(@)found:#*:}"
}
if [ "$funcstack[1]" = "_swf" ]; then _swf; else compdef _swf swf; fi
`,
  fish: `function __swf_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (swf __complete -- $words[2..-1] 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
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
