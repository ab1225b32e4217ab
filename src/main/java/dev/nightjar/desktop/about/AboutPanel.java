package dev.nightjar.desktop.about;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import net.miginfocom.swing.MigLayout;

/** Shows the version, the credits, and the text that a helper asks for. */
public final class AboutPanel extends JPanel {
  /** By their artifact's name. */
  static final List<String> LIBRARIES =
      List.of(
          "sqlite-jdbc",
          "gson",
          "cron-utils",
          "picocli",
          "slf4j-jdk14",
          "flatlaf",
          "miglayout-swing");

  private final JButton close;

  public AboutPanel(String version, Consumer<Command> commands, Messages texts, Runnable closed) {
    super(
        new MigLayout(
            "insets 24lp 28lp 18lp 28lp, fill, wrap 1, novisualpadding",
            "[grow,fill]",
            "[]4lp[]18lp[]6lp[grow,fill]14lp[]"));
    add(Controls.title(texts.of("about.name", version), "h1.regular"));
    WrappedText what = new WrappedText("", Theme.Tone.QUIET);
    what.show(texts.of("about.what"), Theme.Tone.QUIET);
    add(what, "growx, wmin 0, w 10lp");
    JTextArea libraries =
        new JTextArea(
            LIBRARIES.stream()
                .map(library -> texts.of("about.library." + library))
                .collect(Collectors.joining("\n")));
    libraries.setEditable(false);
    libraries.setLineWrap(true);
    libraries.setWrapStyleWord(true);
    libraries.setOpaque(false);
    libraries.setBorder(BorderFactory.createEmptyBorder());
    add(Controls.label(texts.caption("about.libraries"), libraries));
    JScrollPane scroll = new JScrollPane(libraries);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    scroll.getViewport().setOpaque(false);
    scroll.setOpaque(false);
    add(scroll, "grow, wmin 0, hmin 60lp");
    HintLine told = new HintLine(texts, () -> {});
    JPanel foot =
        new JPanel(new MigLayout("insets 0, fillx, novisualpadding", "[][]10lp[grow,fill]10lp[]"));
    foot.add(
        Controls.button(texts.caption("about.log"), () -> commands.accept(new Command.OpenLog())));
    foot.add(
        Controls.button(
            texts.caption("about.diagnostics"),
            () -> {
              commands.accept(new Command.CopyDiagnostics());
              told.show(Hint.of(Hint.Kind.GOOD, texts.of("about.copied")));
            }));
    foot.add(told, "growx");
    close = Controls.button(texts.caption("about.close"), closed);
    foot.add(close);
    add(foot, "growx");
  }

  /** Never smaller than its contents ask. */
  @Override
  public Dimension getPreferredSize() {
    Dimension contents = super.getPreferredSize();
    return new Dimension(
        Math.max(contents.width, UIScale.scale(620)),
        Math.max(contents.height, UIScale.scale(400)));
  }

  /** Returns the button that Enter and Escape press. */
  JButton close() {
    return close;
  }
}
