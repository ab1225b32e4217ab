package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings set}: changes single settings, after all of them have been checked. */
@Command(name = "set")
final class SettingsSetCommand extends Action {
  @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", descriptionKey = "assignment")
  @Completes(With.SETTINGS)
  private List<String> assignments = new ArrayList<>();

  @Mixin private JobOption jobOption = new JobOption();
  @Mixin private ClaimOptions claims = new ClaimOptions();

  SettingsSetCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    SettingsChange change = SettingsChange.of(assignments);
    if (!claims.given().isEmpty() && !change.setsAFolder()) {
      throw wrongUse("set.consent-without-folder");
    }
    if (jobOption.isGiven() && !change.isOfAJob()) {
      throw wrongUse("set.job-without-its-setting");
    }
    Settings before = app.settings().load();
    Map<String, String> now = new LinkedHashMap<>();
    Optional<Job> job = Optional.empty();
    try {
      change.on(before); // So that nothing is changed where something is wrong.
      if (change.isOfAJob()) {
        Job chosen = jobOption.chosen(app, before);
        job = Optional.of(app.jobSetup().save(change.on(chosen, claims)));
        now.putAll(SettingValues.of(job.get()));
      }
      if (change.isGeneral()) {
        app.settings().update(change::on);
      }
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
    now.putAll(SettingValues.of(app.settings().load()));
    now.keySet().retainAll(change.keys());
    now.forEach((key, value) -> console.done("", key + "=" + value));
    Map<String, Object> object = new LinkedHashMap<>();
    job.ifPresent(saved -> object.put("job", saved.name()));
    object.put("values", now);
    console.object(object);
    return ExitCode.DONE;
  }
}
