package dev.nightjar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar completion}: a script by which a shell completes the command line. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
  private final GlobalOptions globals;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh|fish", descriptionKey = "shell")
  @SuppressWarnings("NullAway.Init")
  private Shell shell;

  enum Shell {
    bash,
    zsh,
    fish
  }

  CompletionCommand(GlobalOptions globals) {
    this.globals = globals;
  }

  @Override
  public Integer call() {
    String script = script(shell, spec.root().commandLine());
    Console console = new Console(globals.style(), "completion");
    console.answer(script.stripTrailing());
    console.object(InOrder.of("shell", shell, "script", script));
    return ExitCode.DONE;
  }

  static String script(Shell shell, CommandLine line) {
    return switch (shell) {
      case bash -> ShellCompletion.bash(line);
      case zsh -> ZshCompletion.of(line);
      case fish -> FishCompletion.of(line);
    };
  }
}
