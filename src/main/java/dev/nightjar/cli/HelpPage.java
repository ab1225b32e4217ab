package dev.nightjar.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** The text of {@code --help}: a command's own options first, then those of every command. */
final class HelpPage {
  private HelpPage() {}

  static void install(CommandLine line) {
    Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(line.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
    line.setHelpSectionMap(sections);
  }

  /** The page of one command. */
  static void print(CommandLine command, Console console) {
    String page = command.getUsageMessage(Ansi.OFF);
    console.answer(page.stripTrailing());
    console.object(InOrder.of("command", command.getCommandSpec().qualifiedName(), "text", page));
  }

  /** Whether an option may stand before the command, too. */
  static boolean isGlobal(OptionSpec option) {
    return option.inherited() || option.scopeType() == ScopeType.INHERIT;
  }

  private static String options(Help help) {
    List<OptionSpec> own = new ArrayList<>();
    List<OptionSpec> global = new ArrayList<>();
    for (OptionSpec option : help.commandSpec().options()) {
      if (!option.hidden()) {
        (isGlobal(option) ? global : own).add(option);
      }
    }
    return section(help, "help.options", own) + section(help, "help.global-options", global);
  }

  private static String section(Help help, String heading, List<OptionSpec> options) {
    if (options.isEmpty()) {
      return "";
    }
    Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, new SpacedLabel());
    String newline = System.lineSeparator();
    return newline + Words.of(heading) + newline + layout;
  }

  /** As {@code --in DIR}, the way most people write it. */
  private static final class SpacedLabel implements IParamLabelRenderer {
    @Override
    public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<Ansi.IStyle> styles) {
      return ansi.text(argument.arity().max() == 0 ? "" : " " + argument.paramLabel());
    }

    @Override
    public String separator() {
      return " ";
    }
  }
}
