package dev.nightjar.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nightjar.cli.ShownStatus;
import java.time.OffsetDateTime;
import java.util.List;

/** The object that {@code nightjar status --json} prints. */
final class StatusJson {
  private final WordTruths truths;
  private final JsonObject answer;
  private final int exitCode;

  StatusJson(WordTruths truths, ShownStatus status) {
    this.truths = truths;
    this.answer = JsonParser.parseString(status.json()).getAsJsonObject();
    this.exitCode = status.exitCode();
  }

  static String stateOf(String json) {
    return JsonParser.parseString(json).getAsJsonObject().get("state").getAsString();
  }

  void judge(List<SimJob> jobs) {
    boolean ok = List.of("ok", "paused").contains(text(answer, "state"));
    if (ok != (exitCode == 0)) {
      throw new Broken(Claim.NOTHING_FALSE, "exit code " + exitCode + " of " + answer);
    }
    for (JsonElement each : answer.getAsJsonArray("jobs")) {
      JsonObject of = each.getAsJsonObject();
      jobs.stream().filter(job -> job.name.equals(text(of, "job"))).forEach(job -> job(of, job));
    }
    boolean paused = answer.has("pausedUntil");
    if (paused != truths.dates.showsPause()) {
      throw new Broken(Claim.NOTHING_FALSE, "paused or not: " + answer);
    }
  }

  private void job(JsonObject of, SimJob job) {
    boolean ok = text(of, "state").equals("ok");
    boolean found = false;
    for (JsonElement each : of.getAsJsonArray("findings")) {
      found |= !text(each.getAsJsonObject(), "severity").equals("advice");
    }
    if (ok == found) {
      throw new Broken(Claim.NOTHING_FALSE, job.name + "'s state is not what was found: " + of);
    }
    OffsetDateTime next = OffsetDateTime.parse(text(of, "nextDue"));
    if (!truths.dates.isNext(job, List.of(next.toLocalDateTime().withSecond(0).withNano(0)))) {
      throw new Broken(Claim.NOTHING_FALSE, job.name + " is said to be due next at " + next);
    }
    for (JsonElement each : of.getAsJsonArray("places")) {
      JsonObject named = each.getAsJsonObject();
      SimPlace place = job.place(text(named, "place"));
      boolean behind = named.get("behind").getAsBoolean();
      if (behind && ok) {
        throw new Broken(Claim.NOTHING_FALSE, place.label + " is behind, and ok: " + of);
      }
      if (named.has("newest") && !truths.isNewestAt(place, text(named, "newest"))) {
        throw new Broken(
            Claim.NOTHING_FALSE, place.label + " doesn't have " + named.get("newest") + " as last");
      }
    }
  }

  private static String text(JsonObject of, String name) {
    return of.get(name).getAsString();
  }
}
