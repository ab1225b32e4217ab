package dev.nightjar.desktop.tray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.Samples;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NotificationTextsTest {
  private static StepResult step(Step step, String place, Optional<Failure> failure) {
    return new StepResult(step, place, 900, StepFacts.NONE, failure);
  }

  private static String said(StepResult... steps) {
    List<StepResult> all = new ArrayList<>();
    all.add(step(Step.PLACE_READY, "this computer", Optional.empty()));
    all.add(step(Step.PLACE_READY, "NAS", Optional.empty()));
    all.addAll(List.of(steps));
    Instant now = Samples.NOW.toInstant();
    BackupRun run =
        new BackupRun(
            Samples.JOB, "shop", Manifest.Kind.SCHEDULED, now, now, all, Optional.of("one"), 1);
    return new NotificationTexts(Messages.current())
        .of(new Notification.RunEnded("shop", run, Optional.empty()), Samples.NOW)
        .text();
  }

  @Test
  void aCopyThatIsMissingIsSaidToBeMissing() {
    Failure full = Failure.of(Reason.PLACE_FULL, "NAS", 2L, 1L);
    assertEquals(
        "⚠ Saved to 1 of 2 places. Nightjar will copy the rest automatically.",
        said(
            step(Step.DATABASE_SAVED, "this computer", Optional.empty()),
            step(Step.DATABASE_SAVED, "NAS", Optional.of(full))));
  }

  @Test
  void noCopyIsSaidToBeMissingWhereSomethingElseFailed() {
    Failure differs = Failure.of(Reason.JSON_DIFFERS, "x", "y");
    assertEquals(
        "⚠ Saved to 2 of 2 places, but not every step succeeded.",
        said(
            step(Step.JSON, "", Optional.of(differs)),
            step(Step.DATABASE_SAVED, "this computer", Optional.empty()),
            step(Step.DATABASE_SAVED, "NAS", Optional.empty())));
  }

  @Test
  void aPlaceThatBeginsANoticeHasACapitalInAllLanguages() {
    List<Notification> all =
        List.of(
            new Notification.CaughtUp("shop", "this computer", 2),
            new Notification.Found(
                "shop",
                new Finding.DamagedCopies("this computer", List.of("one"), List.of(), List.of())),
            new Notification.Found(
                "shop",
                new Finding.PlaceBehind(
                    "this computer", Optional.empty(), Optional.empty(), 1, Optional.empty())),
            new Notification.Found(
                "shop",
                new Finding.PlaceBehind(
                    "this computer",
                    Optional.of(Samples.NOW.toInstant()),
                    Optional.empty(),
                    1,
                    Optional.empty())),
            new Notification.Over("shop", Notification.Trouble.COPIES, "this computer"));
    for (Language language : Language.values()) {
      NotificationTexts texts = new NotificationTexts(Messages.in(language));
      for (Notification one : all) {
        String said = texts.of(one, Samples.NOW).text().substring("✓ ".length());

        assertEquals(Messages.sentence(said), said);
      }
    }
  }
}
