#compdef nightjar
# Zsh completes with what bash has; the functions are told once, then used.
if (( ! $+functions[_complete_nightjar] )); then
  autoload -U +X bashcompinit && bashcompinit
  # Bash's own, for how a file's name ends.
  (( $+builtins[compopt] + $+functions[compopt] )) || compopt() { :; }
  source /usr/share/bash-completion/completions/nightjar
fi
_bash_complete -o default -F _complete_nightjar
