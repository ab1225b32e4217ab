#!/bin/sh
# Puts faults back into the real agent, one at a time, and lets the simulator find them: each must
# break a claim within a hundred virtual years. Run it after `mvn test-compile`, from anywhere:
#     src/test/simulation/mutants.sh [NAME…]
# CLASSES, TEST_CLASSES and CLASS_PATH may name other places than Maven's.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
cd "$root"
work=target/mutants
classes=${CLASSES:-target/classes}
tests=${TEST_CLASSES:-target/test-classes}
mkdir -p "$work"
if [ -z "${CLASS_PATH:-}" ]; then
  mvn -o -q dependency:build-classpath -Dmdep.outputFile="$work/class-path" -Dmdep.includeScope=test
  CLASS_PATH=$(cat "$work/class-path")
fi
wanted=" $* "
survived=0

# NAME FILES PERL-SUBSTITUTION FAULT, which is to be found in each of the files: those of the agent
# and the verdict by their names, others with their package
mutant() {
  case $wanted in "  " | *" $1 "*) ;; *) return ;; esac
  rm -rf "$work/src" "$work/classes"
  mkdir -p "$work/src" "$work/classes"
  for file in $2; do
    case $file in
      */*) original=src/main/java/dev/nightjar/$file ;;
      *) original=$(echo src/main/java/dev/nightjar/app/*/"$file") ;;
    esac
    copy=$work/src/${file##*/}
    cp "$original" "$copy"
    perl -0pi -e "$3" "$copy"
    if cmp -s "$copy" "$original"; then
      echo "$1: NOT APPLIED, $file has changed"
      survived=1
      return
    fi
  done
  if ! javac -nowarn -proc:none -d "$work/classes" -cp "$classes:$CLASS_PATH" "$work"/src/*.java \
    2>"$work/javac"; then
    echo "$1: DOES NOT COMPILE: $(head -1 "$work/javac")"
    survived=1
    return
  fi
  if answer=$(java -Xmx400m -XX:+UseSerialGC -cp "$work/classes:$classes:$tests:$CLASS_PATH" \
    dev.nightjar.simulation.Simulation caught "${YEARS:-100}" 2>&1); then
    echo "$1 ($4): $answer"
  else
    echo "$1 ($4): SURVIVED $answer"
    survived=1
  fi
}

# Not made.
mutant yesterday DueDates.java \
  's/!at\.isBefore\(due\) && !at/!at.isBefore(due.minusSeconds(90_000)) \&\& !at/' \
  '1: a backup of yesterday keeps today'
mutant done-before-run Agent.java \
  's/\.ifPresent\(date -> queue\.ask\(new Request\(job\.id\(\), Trigger\.DUE, missed\(job, date\)\)\)\)/.ifPresent(date -> { remember(job.id(), of -> of.withWaived(date.toInstant())); queue.ask(new Request(job.id(), Trigger.DUE, missed(job, date))); })/' \
  '2: a due date is remembered as done before the run'
mutant failed-is-done Agent.java \
  's/if \(cancelled && request\.makesBackup\(\)\) \{\s*endedByUserAt\.ifPresent\(at -> waive\(job, at\)\);/if (request.makesBackup()) { waive(job, now);/' \
  '3: a failed run is never tried again'
mutant only-after-a-failure CatchUpKeeper.java \
  's/&& mayTry\(watch, place\.sign\(\), now\)/&& watch.failures > 0 && mayTry(watch, place.sign(), now)/' \
  '4: a place is caught up only by the process that failed to'
mutant wall-clock-durations Agent.java \
  's/(private void wake\(\) \{.*?)Duration elapsed = timeline\.elapsed\(\);/$1Duration elapsed = Duration.between(Instant.EPOCH, now.toInstant());/s' \
  '5: durations come from the wall clock'
# Not true.
mutant newest-anywhere VerdictRules.java \
  's/!facts\.hasNewest\(place\.label\(\)\) \|\| !missed\.isEmpty\(\)/!missed.isEmpty()/' \
  '6: safe, though a place lacks the newest'
mutant wrong-clock DueDates.java \
  's/!at\.isBefore\(due\) && !at\.isAfter\(limit\)/!at.isBefore(due)/' \
  '7: a backup from the future keeps due dates'
mutant manifests-suffice JobFacts.java \
  's/bad\.add\(lost\.backup\(\)\)/sound.add(lost.backup())/' \
  '8: a manifest without its files is a backup'
mutant file-not-inspected VerdictRules.java \
  's/\.ifPresent\(failure -> findings\.add\(new Finding\.DatabaseTrouble\(failure\)\)\)/.ifPresent(failure -> {})/' \
  '9: ok while the file is gone'
mutant one-answer-for-all AppState.java \
  's/answer\.code\(\)\.equals\(code\) && answer\.subject\(\)\.equals\(subject\)/true/' \
  '10: an answer silences all'
mutant best-leads VerdictRules.java \
  's/return state == State\.FAILED \? 0 : state == State\.ATTENTION \? 1 : 2/return state == State.FAILED ? 2 : state == State.ATTENTION ? 1 : 0/' \
  '11: the icon is not the worst of two databases'
mutant new-job-waits DueDates.java \
  's/\.filter\(due -> !isWaived\(due\.toInstant\(\), !proved\.isEmpty\(\), now\)\)/.filter(due -> !proved.isEmpty() \&\& !isWaived(due.toInstant(), true, now))/' \
  '11: a new database is not backed up at once'
mutant check-forgotten Agent.java \
  's/remember\(job, of -> of\.withChecked\(new AppState\.Checked\(location, id, now, whole\)\)\)/java.util.Objects.requireNonNull(now)/' \
  '14: damage that a check found is forgotten'
mutant nothing-healed Agent.java \
  's/facts\.map\(Agent::damaged\)\.orElse\(Map\.of\(\)\)/Map.of()/' \
  '14: nothing is healed'
# What else can go wrong with an agent.
mutant told-again Reporter.java \
  's/(private boolean tell\(.*?)return false;/$1/s' 'a trouble is reported at each look'
mutant never-over Reporter.java \
  's/ending\(subject\)\.ifPresent/java.util.Optional.<Trouble>empty().ifPresent/' 'nobody says that it is over'
mutant silent Reporter.java 's/return !busy \|\| finding\.isQuestion\(\)/return finding.isQuestion()/' \
  'a trouble is kept silent'
mutant place-by-place Reporter.java 's/behind\.lacks\(\) == 0 && isFailed/behind.lacks() < 0 \&\& isFailed/' \
  'what no place has is reported of each place again'
mutant no-pause-between Backoff.java 's/Duration\.ofMinutes\(5\)/Duration.ofSeconds(5)/' \
  'a failed run is repeated at once'
mutant pause-ignored 'DueKeeper.java Agent.java' \
  's/if \(state\.pausedUntil\(now\.toInstant\(\)\)\.isPresent\(\)\)/if (state.pausedUntil(now.toInstant()).isPresent() \&\& id == null)/; s/\(paused && request\.trigger\(\) == Trigger\.DUE\)/(paused \&\& request == null)/' \
  'a due date is run while paused'
mutant never-polled CatchUpKeeper.java 's/watch\.polls\+\+;/watch.polls += 100_000;/' \
  'a place that was off is not polled'
mutant not-read-after-run Agent.java 's/observer\.read\(job\.id\(\)\);\n(\s+)wake\(\);/wake();/' \
  'the places are not read after a run'
mutant two-at-a-time RunQueue.java 's/while \(running == null && !waiting/while (!waiting/' \
  'two runs at a time'
mutant no-grace VerdictRules.java 's/now\.minus\(DueDates\.GRACE\), now/now.minusSeconds(3600L * 9), now/' \
  'a missed date shows after hours only'
# Words.
mutant tooltip-of-the-best desktop/kit/VerdictTexts.java \
  's/if \(!isWell\(first\)\)/if (!isWell(verdict.jobs().get(verdict.jobs().size() - 1)))/' \
  'the tooltip says Safe of another database than the icon shows'
mutant safe-where-it-lacks desktop/kit/VerdictTexts.java \
  's/filter\(place -> !place\.behind\(\)\)/filter(place -> true)/' \
  'a place that lacks the backups is named as one that has them'
mutant newest-of-several desktop/kit/VerdictTexts.java \
  's/\.min\(OffsetDateTime::compareTo\)/.max(OffsetDateTime::compareTo)/' \
  'Safe names the newest backup of any database'
mutant exit-code-of-attention cli/StatusAnswer.java \
  's/case ATTENTION -> ExitCode\.PARTIAL/case ATTENTION -> ExitCode.DONE/' \
  'the exit code knows of no concern'
mutant ticked-though-behind cli/StatusWords.java \
  's/if \(!place\.behind\(\) && answer/if (answer/' 'status ticks a place that is behind'
mutant row-everywhere desktop/backups/BackupsPresenter.java \
  's/kept\.labels\(\)/java.util.List.of("this computer", "NAS")/' \
  'a row names a place that lacks the backup'
mutant next-in-a-pause VerdictRules.java \
  's/state\.pausedUntil\(now\)\.map\(until -> until\.minusMillis\(1\)\)\.orElse\(now\)/now/' \
  'next is a date that a pause waives'
mutant nothing-to-find desktop/backups/NoticePresenter.java \
  's/mayHaveMoved\(failure\) \? find\(job\) : log\(\)/log()/' \
  'the file is gone, and only the log is offered'
mutant today-was-yesterday Agent.java \
  's/next = until\(Optional\.of\(midnight\), instant, next\);//' \
  'what is shown as of today is of yesterday'
# Settings.
mutant settings-never-again Agent.java \
  's/Settings read = engine\.settings\(\);\n\s+stopped = Optional\.empty\(\);/Settings read = engine.settings();/' \
  'settings that are mended are still called damaged'
mutant settings-silent Agent.java 's/running\.isPresent\(\), stopped\)/running.isPresent(), Optional.empty())/' \
  'nobody says that the settings cannot be read'
exit $survived
