package dev.nightjar.desktop;

import dev.nightjar.app.agent.Status;
import dev.nightjar.desktop.about.AboutPanel;
import dev.nightjar.desktop.diff.DiffScenes;
import dev.nightjar.desktop.trace.TraceScenes;
import dev.nightjar.text.Messages;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.swing.JComponent;

/** Every view there is, in the states that look different. */
final class SampleViews {
  private SampleViews() {}

  /**
   * @param height 0 for as high as it wants to be
   */
  record View(String name, int width, int height, Function<Messages, JComponent> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<View> all() {
    return Stream.of(
        new View("settings", 680, 0, Samples::settings),
        new View("settings-troubled", 860, 0, Samples::troubledSettings),
        new View("settings-kept-apart", 680, 0, Samples::keptApart),
        new View("settings-cron", 680, 0, Samples::cronSettings),
        backups("backups", SampleBackups.well()),
        backups("backups-attention", SampleBackups.nasSilent()),
        backups("backups-failed", SampleBackups.failed()),
        new View("backups-checking", 760, 560, SampleBackups::checking),
        backups("backups-running", SampleBackups.running()),
        backups("backups-paused", SampleBackups.paused()),
        backups("backups-unset", SampleBackups.unset()),
        backups("backups-stopped", SampleBackups.stopped()),
        backups("backups-database-gone", SampleBackups.databaseGone()),
        backups("backups-two", SampleBackups.twoDatabases()),
        new View("put-back", 580, 320, SamplePutBack::asked),
        new View("put-back-unreadable", 580, 320, SamplePutBack::unreadable),
        new View("put-back-waiting", 580, 320, SamplePutBack::waiting),
        new View("put-back-writing", 580, 320, SamplePutBack::writing),
        new View("put-back-done", 580, 320, SamplePutBack::done),
        new View("put-back-failed", 580, 320, SamplePutBack::failed),
        new View("rows-back", 580, 0, SampleRows::asked),
        new View("rows-back-nothing", 580, 320, SampleRows::nothing),
        new View("rows-back-done", 580, 320, SampleRows::done),
        new View("inside", 860, 560, SampleInside::photos),
        new View("inside-searched", 860, 560, SampleInside::searched),
        new View("inside-failed", 860, 560, SampleInside::failed),
        new View("inside-replace", 860, 560, SampleInside::replacing),
        new View("inside-value", 560, 400, SampleInside::value),
        new View("changes", 860, 560, texts -> DiffScenes.panel(Samples.AT_ONCE, false, texts)),
        new View("changes-same", 860, 560, texts -> DiffScenes.panel(Samples.AT_ONCE, true, texts)),
        new View("changes-comparing", 860, 560, texts -> DiffScenes.panel(w -> {}, false, texts)),
        new View("trace-row", 760, 460, TraceScenes::row),
        new View("trace-text", 760, 460, TraceScenes::text),
        new View("broken", 620, 280, Samples::brokenSettings),
        new View("first", 700, 520, SampleFirstRun::door),
        new View("first-chosen", 700, 520, SampleFirstRun::chosen),
        new View("first-back", 700, 520, SampleFirstRun::secondDoor),
        new View("first-back-unread", 700, 520, SampleFirstRun::secondDoorWithoutSettings),
        new View("first-back-nothing", 700, 520, SampleFirstRun::nothingBehind),
        new View("first-made", 700, 520, SampleFirstRun::made),
        new View(
            "about", 620, 400, texts -> new AboutPanel("1.0.0", command -> {}, texts, () -> {})));
  }

  private static View backups(String name, Status standing) {
    return new View(name, 760, 560, texts -> SampleBackups.panel(standing, texts, command -> {}));
  }
}
