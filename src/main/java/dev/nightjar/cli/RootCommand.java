package dev.nightjar.cli;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nightjar} itself: without a command it is the tray program, or wrong use. */
@Command(name = "nightjar")
final class RootCommand implements Callable<Integer> {
  /** Options of the tray program, which go without a command. */
  static final List<String> OF_THE_TRAY = List.of("--settings", "--backup-now");

  @Mixin private final GlobalOptions globals;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true)
  private boolean version;

  @Option(names = "--settings")
  private boolean settings;

  @Option(names = "--backup-now")
  private boolean backupNow;

  RootCommand(GlobalOptions globals) {
    this.globals = globals;
  }

  @Override
  public Integer call() throws FailureException {
    globals.requireHome(System.getenv(), Commands.helpOf(spec));
    throw new FailureException(
        Reason.WRONG_USE, Words.of("parse.no-command"), Commands.helpOf(spec));
  }
}
