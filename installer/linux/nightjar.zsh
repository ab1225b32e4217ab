#compdef nightjar
# Zsh completes with what bash has; the function is told once, then used.
if (( ! $+functions[_complete_nightjar] )); then
  autoload -U +X bashcompinit && bashcompinit
  source /usr/share/bash-completion/completions/nightjar
fi
_bash_complete -o default -F _complete_nightjar
