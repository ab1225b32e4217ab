package dev.nightjar.cli;

import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.Settings.Notifications;
import dev.nightjar.settings.Settings.SpokenLanguage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The changes that {@code settings set} is asked for: {@code KEY=VALUE}, several times. */
final class SettingsChange {
  private static final String HELP = "nightjar settings set --help";

  private final Map<String, String> values;

  private SettingsChange(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Takes the assignments apart.
   *
   * @throws FailureException {@code WRONG_USE} for an unknown key, or one without a value, or twice
   */
  static SettingsChange of(List<String> assignments) throws FailureException {
    List<String> keys = SettingValues.keys();
    Map<String, String> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String key = equals < 0 ? assignment : assignment.substring(0, equals);
      if (!keys.contains(key)) {
        String sentence = Words.of("set.unknown", key, String.join(", ", keys));
        throw wrong(ParseErrors.suggesting(sentence, key, keys));
      }
      if (equals < 0) {
        throw wrong(Words.of("set.no-value", key));
      }
      if (values.put(key, assignment.substring(equals + 1)) != null) {
        throw wrong(Words.of("parse.twice", key));
      }
    }
    return new SettingsChange(values);
  }

  private static FailureException wrong(String sentence) {
    return new FailureException(Reason.WRONG_USE, sentence, HELP);
  }

  /** Whether anything of a job is changed. */
  boolean isOfAJob() {
    return values.keySet().stream().anyMatch(SettingValues.JOB_KEYS::contains);
  }

  /** Whether anything is changed that all jobs share. */
  boolean isGeneral() {
    return values.keySet().stream().anyMatch(SettingValues.GENERAL_KEYS::contains);
  }

  /** Whether a folder is among what is changed. */
  boolean setsAFolder() {
    return values.containsKey("local")
        || !values.getOrDefault("nas", SettingValues.NONE).equals(SettingValues.NONE);
  }

  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** The job as it is to be; throws an {@code InvalidSettingException}. */
  JobDraft on(Job job, ClaimOptions claims) {
    Optional<Path> nas = job.nas().map(PlaceSettings::folder);
    if (values.containsKey("nas")) {
      nas =
          values.get("nas").equals(SettingValues.NONE)
              ? Optional.empty()
              : Optional.of(SettingValues.path("nas", values.getOrDefault("nas", "")));
    }
    if (nas.isEmpty() && values.containsKey("keep-nas")) {
      throw new InvalidSettingException(
          "keep-nas", Words.of("set.rule.no-nas"), values.getOrDefault("keep-nas", ""));
    }
    return new JobDraft(
        Optional.of(job.id()),
        values.getOrDefault("name", job.name()),
        get("database", job.database(), SettingValues::path),
        folder("local", get("local", job.local().folder(), SettingValues::path), claims)
            .keeping(keep("keep-local", job.local().keep())),
        nas.map(
            folder ->
                folder("nas", folder, claims)
                    .keeping(keep("keep-nas", job.nas().flatMap(PlaceSettings::keep)))),
        schedule(job.schedule()));
  }

  /**
   * A consent is for the folders that the command names: where the other one's disk is away, its
   * empty mount point must not be marked.
   */
  private ChosenFolder folder(String key, Path folder, ClaimOptions claims) {
    return ChosenFolder.of(folder, values.containsKey(key) ? claims.given() : Set.of());
  }

  /** The rule of one place: its own key counts before that of both. */
  private Optional<Keep> keep(String key, Optional<Keep> now) {
    Optional<Keep> both =
        get("keep", now, (name, text) -> Optional.of(SettingValues.keep(name, text)));
    return get(key, both, (name, text) -> Optional.of(SettingValues.keep(name, text)));
  }

  /** A time or days put a cron line out of use, which otherwise counts instead of them. */
  private ScheduleSettings schedule(ScheduleSettings now) {
    Optional<String> cron =
        values.containsKey("time") || values.containsKey("days") ? Optional.empty() : now.cron();
    if (values.containsKey("cron")) {
      cron = Optional.of(values.getOrDefault("cron", "")).filter(line -> !line.equals("none"));
    }
    return new ScheduleSettings(
        get("time", now.at(), SettingValues::time),
        get("days", now.days(), (key, text) -> SettingValues.days(text)),
        cron,
        get("make-up-missed", now.makeUpMissed(), SettingValues::yesOrNo));
  }

  /** The settings that all jobs share, as they are to be. */
  Settings on(Settings now) {
    return new Settings(
        now.format(),
        now.jobs(),
        get("patience", now.patienceSeconds(), SettingValues::seconds),
        get("place-patience", now.placePatienceSeconds(), SettingValues::seconds),
        get(
            "notifications",
            now.notifications(),
            (key, text) -> SettingValues.oneOf(key, text, Notifications.values())),
        get(
            "appearance",
            now.appearance(),
            (key, text) -> SettingValues.oneOf(key, text, Appearance.values())),
        get(
            "language",
            now.language(),
            (key, text) -> SettingValues.oneOf(key, text, SpokenLanguage.values())));
  }

  private <T> T get(String key, T now, BiFunction<String, String, T> parse) {
    String text = values.get(key);
    return text == null ? now : parse.apply(key, text);
  }
}
