package dev.nightjar.simulation;

import dev.nightjar.desktop.ShownWords.Shown;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of the tray: its tooltip, which the menu repeats, and the menu's lines. */
final class TrayWords {
  private static final Pattern SEVERAL = Spoken.pattern("Safe: <count> databases, <at>");
  private static final Pattern SAFE = Spoken.pattern("Safe: <at>, on <places>");
  private static final Pattern PAUSED = Spoken.pattern("Paused until <at>");
  private static final Pattern RUNNING = Spoken.pattern("Backing up <job>… <count> %");
  private static final Pattern NEXT = Spoken.pattern("Next: <at>");

  private final WordTruths truths;
  private final FacePhrases face;
  private final Phrases headlines;
  private final Phrases details;
  private List<SimJob> jobs = List.of();

  TrayWords(WordTruths truths) {
    this.truths = truths;
    this.face = new FacePhrases(truths);
    this.headlines = face.headlines();
    this.details = face.details();
  }

  void judge(Shown tray, List<SimJob> worstFirst) {
    jobs = worstFirst;
    String line = tray.menu().get(0);
    boolean cut = tray.tooltip().endsWith("…") || tray.tooltip().length() < line.length();
    if (cut ? !line.startsWith(tray.tooltip().replace("…", "")) : !line.equals(tray.tooltip())) {
      throw new Broken(Claim.NOTHING_FALSE, "the menu says " + line + ", and " + tray.tooltip());
    }
    line(line);
    for (String item : tray.menu().subList(1, tray.menu().size())) {
      Matcher next = NEXT.matcher(item);
      if (next.matches() && !isNext(Spoken.minutes(next.group("at"), truths.dates.today()))) {
        throw new Broken(Claim.NOTHING_FALSE, item + " is none of the due dates");
      }
    }
    folders(tray.menu());
  }

  private boolean isNext(List<LocalDateTime> minutes) {
    Optional<SimJob> first =
        jobs.stream()
            .min((one, other) -> truths.dates.nextDue(one).compareTo(truths.dates.nextDue(other)));
    return truths.dates.isNext(first.orElseThrow(), minutes)
        || jobs.stream().anyMatch(job -> truths.dates.isJustDue(job, minutes));
  }

  private void folders(List<String> menu) {
    for (SimJob job : jobs) {
      for (SimPlace place : job.places) {
        String name = jobs.size() > 1 ? job.name + ": " + place.label : place.label;
        if (!menu.contains("Open backup folder/" + name)) {
          throw new Broken(Claim.NOTHING_FALSE, "the menu doesn't open " + name);
        }
      }
    }
  }

  private void line(String line) {
    Matcher several = SEVERAL.matcher(line);
    Matcher safe = SAFE.matcher(line);
    Matcher paused = PAUSED.matcher(line);
    if (several.matches()) {
      several(line, Spoken.minutes(several.group("at"), truths.dates.today()));
    } else if (safe.matches()) {
      boolean all = Spoken.places(safe.group("places")).size() == jobs.get(0).places.size();
      if (!all
          || !face.isSafe(jobs.get(0), Spoken.minutes(safe.group("at"), truths.dates.today()))) {
        throw new Broken(Claim.NOTHING_FALSE, "the tooltip says " + line);
      }
    } else if (paused.matches()) {
      if (!truths.dates.isPausedUntil(Spoken.minutes(paused.group("at"), truths.dates.today()))) {
        throw new Broken(Claim.NOTHING_FALSE, "the tooltip says " + line);
      }
    } else if (!RUNNING.matcher(line).matches() && !line.equals("Cancelling…")) {
      trouble(line);
    }
  }

  /** Every database has that or a later backup everywhere, and one has none later. */
  private void several(String line, List<LocalDateTime> minutes) {
    boolean one = jobs.stream().anyMatch(job -> face.isSafe(job, minutes));
    boolean all = jobs.stream().allMatch(job -> truths.hasEverywhereFrom(job, minutes));
    if (!one || !all) {
      throw new Broken(Claim.NOTHING_FALSE, "the tooltip says " + line);
    }
  }

  /** The worst job's headline, and what is safe all the same. */
  private void trouble(String line) {
    SimJob worst = jobs.get(0);
    String text =
        line.startsWith(worst.name + ": ") ? line.substring(worst.name.length() + 2) : line;
    int end = text.indexOf(". ");
    if (end < 0) {
      headlines.judge(text, worst, truths);
      return;
    }
    headlines.judge(text.substring(0, end), worst, truths);
    String more = WindowWords.decapitalized(text.substring(end + 2));
    details.judge(more.substring(0, more.length() - 1), worst, truths);
  }
}
