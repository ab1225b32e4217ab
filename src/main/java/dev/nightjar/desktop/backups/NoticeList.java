package dev.nightjar.desktop.backups;

import dev.nightjar.desktop.backups.BackupsView.Choice;
import dev.nightjar.desktop.backups.BackupsView.Notice;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Shows problems and questions, a line each, with their answers. */
final class NoticeList extends JPanel {
  private final transient Messages texts;
  private final transient Consumer<Command> commands;
  private transient List<Notice> shown = List.of();

  NoticeList(Messages texts, Consumer<Command> commands) {
    super(
        new MigLayout(
            "insets 0, fillx, gapy 10lp, novisualpadding", "[40lp!,center]14lp[grow,fill]12lp[]"));
    this.texts = texts;
    this.commands = commands;
    setVisible(false);
  }

  void show(List<Notice> notices) {
    if (notices.equals(shown)) {
      return; // An answer that has the focus keeps it.
    }
    shown = notices;
    removeAll();
    for (Notice notice : notices) {
      add(new JLabel(new StatusIcon(notice.sign(), 18)), "newline, aligny top, gaptop 3lp");
      WrappedText text = new WrappedText("", Theme.Tone.PLAIN);
      text.show(notice.text(), Theme.Tone.PLAIN);
      add(text, "growx, wmin 0, w 10lp, aligny top, gaptop 4lp");
      JPanel answers = new JPanel(new MigLayout("insets 0, novisualpadding"));
      for (Choice choice : notice.choices()) {
        answers.add(
            Controls.button(
                texts.caption(choice.key(), choice.figures().toArray()),
                () -> commands.accept(choice.command())));
      }
      add(answers, "aligny top, alignx right");
    }
    setVisible(!notices.isEmpty());
  }
}
