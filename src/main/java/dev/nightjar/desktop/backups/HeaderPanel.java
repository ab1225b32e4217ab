package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.FlatClientProperties;
import dev.nightjar.desktop.backups.BackupsView.Choice;
import dev.nightjar.desktop.backups.BackupsView.Headline;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.text.Messages;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** The verdict, large, with its one button. */
final class HeaderPanel extends JPanel {
  private final transient Messages texts;
  private final JLabel sign = new JLabel();
  private final WrappedText title = WrappedText.title();
  private final WrappedText detail = new WrappedText(" ", Theme.Tone.QUIET);
  private final JButton action = Controls.primary(new JButton());
  private transient @Nullable Command wanted;

  HeaderPanel(Messages texts, Consumer<Command> commands, JButton... others) {
    super(
        new MigLayout(
            "insets 0, fillx, hidemode 2, novisualpadding", "[]14lp[grow,fill]16lp[]", "[]2lp[]"));
    this.texts = texts;
    action.addActionListener(event -> Optional.ofNullable(wanted).ifPresent(commands));
    add(sign, "cell 0 0, spany 2, aligny top, gaptop 2lp");
    add(title, "cell 1 0, wmin 0, w 10lp, growx");
    add(detail, "cell 1 1, wmin 0, w 10lp, growx, aligny top");
    add(action, "cell 2 0, growx");
    for (JButton other : others) {
      add(other, "cell 2 1, alignx right");
    }
  }

  void show(Headline headline, boolean busy) {
    sign.setIcon(new StatusIcon(headline.sign(), 40));
    title.show(headline.title(), Theme.Tone.PLAIN);
    detail.show(headline.detail(), Theme.Tone.QUIET);
    action.setVisible(headline.choice().isPresent());
    action.setEnabled(!busy);
    wanted = headline.choice().map(Choice::command).orElse(null);
    headline.choice().ifPresent(choice -> Controls.caption(action, texts.caption(choice.key())));
    // While a run goes on, the button only stops it: nothing to draw the eye.
    boolean stops = wanted instanceof Command.Cancel;
    if (stops) {
      action.putClientProperty(FlatClientProperties.STYLE, null);
    } else {
      Controls.primary(action);
    }
  }
}
