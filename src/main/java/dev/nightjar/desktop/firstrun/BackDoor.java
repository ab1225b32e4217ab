package dev.nightjar.desktop.firstrun;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.app.NewComputer.Offer;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.desktop.kit.WrappedText;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;

/** The second door: a folder of backups, what is in it, and going on with that here. */
public final class BackDoor extends JPanel {
  private final transient Actions actions;
  private final transient DesktopContext desktop;
  private final transient Messages texts;
  private final transient Runnable done;
  private final DefaultListModel<String> lines = new DefaultListModel<>();
  private final JList<String> list = new JList<>(lines);
  private final WrappedText target = new WrappedText(" ", Theme.Tone.PLAIN);
  private final HintLine told;
  private final JButton choose;
  private final JButton go;
  private final JButton back;
  private transient List<Offer> offers = List.of();
  private transient Optional<Going> going = Optional.empty();

  /** The work of the door; not on the event thread. */
  public interface Actions {
    /** Returns the databases whose backups are in {@code folder}: one at least. */
    List<Offer> inspect(Path folder) throws FailureException;

    /**
     * Gets the backup back, and sets its job up.
     *
     * @param progress may cancel: nothing is changed then
     */
    void goOn(Offer offer, Progress progress) throws FailureException;
  }

  /**
   * @param left told if the user goes back to the first door
   * @param done told once the job is set up
   */
  public BackDoor(Actions actions, DesktopContext desktop, Runnable left, Runnable done) {
    super(
        new MigLayout(
            "insets 0, fill, wrap 1, hidemode 3, novisualpadding",
            "[grow,fill]",
            "[][]14lp[]8lp[grow,fill]10lp[][]12lp[]"));
    this.actions = actions;
    this.desktop = desktop;
    this.texts = desktop.texts();
    this.done = done;
    told = new HintLine(texts, () -> {});
    choose = Controls.button(texts.caption("door.choose"), this::choose);
    go = Controls.primary(Controls.button(texts.caption("door.go"), this::go));
    back = Controls.button(texts.caption("door.back"), () -> back(left));
    JLabel label = Controls.label(texts.caption("door.found"), list);
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setVisibleRowCount(4);
    list.setFixedCellHeight(UIScale.scale(28));
    list.addListSelectionListener(event -> showTarget());
    WrappedText what = new WrappedText("", Theme.Tone.QUIET);
    what.show(texts.of("door.what"), Theme.Tone.QUIET);
    add(Controls.title(texts.of("door.title"), "h1.regular"), "wmin 0");
    add(what, "growx, wmin 0, w 10lp");
    add(label);
    add(new JScrollPane(list), "grow, hmin 60lp");
    add(target, "growx, wmin 0, w 10lp");
    add(told, "growx, wmin 0");
    JPanel foot =
        new JPanel(new MigLayout("insets 0, fillx, novisualpadding", "[][][grow,fill][]"));
    foot.add(back);
    foot.add(choose);
    foot.add(new JLabel());
    foot.add(go);
    add(foot, "growx");
    showTarget();
  }

  JButton main() {
    return go;
  }

  /** Lets the user choose the folder, and looks into it. */
  void choose() {
    desktop.chooser().folder(this, texts.of("door.folder"), "").ifPresent(this::inspect);
  }

  /** Shows what is in {@code folder}. */
  public void inspect(Path folder) {
    busy(texts.of("door.looking", folder));
    offers = List.of();
    lines.clear();
    desktop.inBackground(
        () -> {
          Runnable shown =
              Ending.of(
                  "looking into a folder of backups",
                  () -> {
                    List<Offer> found = actions.inspect(folder);
                    return () -> show(folder, found, Optional.empty());
                  },
                  why -> () -> show(folder, List.of(), Optional.of(why)));
          desktop.onEventThread(shown);
        });
  }

  private void show(Path folder, List<Offer> found, Optional<Failure> failure) {
    offers = List.copyOf(found);
    found.forEach(offer -> lines.addElement(line(offer)));
    told.show(failure.map(why -> Hint.of(Hint.Kind.PROBLEM, words(why, folder))).orElse(Hint.NONE));
    choose.setEnabled(true);
    back.setEnabled(true);
    if (!found.isEmpty()) {
      list.setSelectedIndex(0);
      go.requestFocusInWindow();
    }
    showTarget();
  }

  /** Here nothing is to be backed up yet, and no copy follows later. */
  private String words(Failure why, Path folder) {
    return switch (why.reason()) {
      case NO_BACKUPS -> texts.of("door.none", folder);
      case PLACE_UNREACHABLE -> texts.of("door.silent", folder);
      default -> texts.failure(why);
    };
  }

  private String line(Offer offer) {
    return texts.of(
        "door.line",
        offer.name(),
        offer.host(),
        Figures.when(
            offer.newest().summary().localSnapshotAt(), ZonedDateTime.now(desktop.clock())),
        texts.counted("rows", offer.newest().summary().rows()),
        texts.counted("backups", offer.backups()));
  }

  private Optional<Offer> chosen() {
    int index = list.getSelectedIndex();
    return index < 0 || index >= offers.size() ? Optional.empty() : Optional.of(offers.get(index));
  }

  private void showTarget() {
    Optional<Offer> offer = chosen();
    target.show(
        offer
            .map(one -> texts.of(one.isThere() ? "door.over" : "door.into", one.database()))
            .orElse(" "),
        Theme.Tone.PLAIN);
    go.setEnabled(offer.isPresent() && choose.isEnabled());
    if (offer.isPresent() && choose.isEnabled()) {
      told.show(offer.get().unread().map(why -> ofSettings(offer.get(), why)).orElse(Hint.NONE));
    }
    revalidate();
  }

  /** Without those that are beside the backups the usual ones are taken, but not for newer ones. */
  private Hint ofSettings(Offer offer, Failure why) {
    return why.reason() == Reason.SETTINGS_TOO_NEW
        ? Hint.of(Hint.Kind.PROBLEM, texts.failure(why))
        : Hint.of(
            Hint.Kind.WARNING,
            texts.of("import.usual-settings", offer.folder().resolve(SettingsStore.EXPORT_FILE)));
  }

  private void busy(String words) {
    told.show(Hint.of(Hint.Kind.BUSY, words));
    choose.setEnabled(false);
    back.setEnabled(false);
    go.setEnabled(false);
  }

  /** Back to the first door; while data is got back, that is ended. */
  private void back(Runnable left) {
    going.ifPresentOrElse(
        now -> {
          now.cancelled = true;
          back.setEnabled(false);
        },
        left);
  }

  /** Shows each percent once, and ends the work if the user has cancelled it. */
  private final class Going implements Progress {
    private final Offer offer;
    private final Progress shown = Progress.inPercent(this::reached);
    private volatile boolean cancelled;

    Going(Offer offer) {
      this.offer = offer;
    }

    @Override
    public void advanced(long done, long total) throws FailureException {
      if (cancelled) {
        throw new FailureException(Reason.CANCELLED);
      }
      shown.advanced(done, total);
    }

    private void reached(int percent) {
      desktop.onEventThread(() -> show(percent));
    }

    private void show(int percent) {
      if (going.filter(now -> now == this).isPresent()) {
        told.show(Hint.of(Hint.Kind.BUSY, texts.of("door.going.percent", offer.name(), percent)));
      }
    }
  }

  private void go() {
    chosen()
        .ifPresent(
            offer -> {
              busy(texts.of("door.going", offer.name()));
              Going begun = new Going(offer);
              going = Optional.of(begun);
              Controls.caption(back, texts.caption("settings.cancel"));
              back.setEnabled(true);
              desktop.inBackground(
                  () -> {
                    Optional<Failure> why =
                        Ending.of(
                            "going on with " + offer.name(), () -> actions.goOn(offer, begun));
                    desktop.onEventThread(() -> ended(why));
                  });
            });
  }

  private void ended(Optional<Failure> failure) {
    going = Optional.empty();
    Controls.caption(back, texts.caption("door.back"));
    choose.setEnabled(true);
    back.setEnabled(true);
    showTarget();
    failure
        .filter(why -> why.reason() != Reason.CANCELLED)
        .ifPresent(why -> told.show(Hint.of(Hint.Kind.PROBLEM, texts.failure(why))));
    if (failure.isEmpty()) {
      done.run();
    }
  }

  /** As high as its list needs. */
  @Override
  public Dimension getMinimumSize() {
    return new Dimension(0, UIScale.scale(200));
  }
}
