package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A {@link CachedManifest} as one line, its fields between tabs: thousands are read each time that
 * a place is, and as JSON they took seconds.
 */
final class CachedLine {
  private static final int FIXED_FIELDS = 20;
  private static final int FIELDS_OF_A_FILE = 3;

  private final String[] fields;
  private int next;

  private CachedLine(String line) {
    this.fields = line.split("\t", -1);
    if (fields.length < FIXED_FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields");
    }
  }

  static String of(CachedManifest manifest) {
    BackupSummary backup = manifest.backup();
    StringBuilder line = new StringBuilder(400);
    add(line, manifest.id());
    add(line, Long.toString(manifest.bytes()));
    add(line, text(manifest.modifiedAt()));
    add(line, text(manifest.missing()));
    add(line, text(manifest.cut()));
    add(line, Long.toString(backup.sequence()));
    add(line, backup.kind().name());
    add(line, backup.job().job().toString());
    add(line, backup.job().name());
    add(line, backup.job().host());
    add(line, text(backup.startedAt()));
    add(line, text(backup.snapshotAt()));
    add(line, backup.source());
    add(line, Integer.toString(backup.userVersion()));
    add(line, Integer.toString(backup.tables()));
    add(line, Long.toString(backup.rows()));
    add(line, Boolean.toString(backup.jsonLacks()));
    add(line, Boolean.toString(backup.jsonProved()));
    add(line, backup.grade().name());
    backup
        .files()
        .forEach(
            (file, hash) -> {
              add(line, file.name());
              add(line, Long.toString(hash.bytes()));
              add(line, hash.sha256());
            });
    return line.append('.').toString();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws RuntimeException if it isn't that
   */
  static CachedManifest parse(String line) {
    return new CachedLine(line).manifest();
  }

  private CachedManifest manifest() {
    String id = text();
    long bytes = number();
    Instant modifiedAt = instant(text());
    Set<BackupFile> missing = files(text());
    Set<BackupFile> cut = files(text());
    BackupSummary backup =
        new BackupSummary(
            id,
            number(),
            Manifest.Kind.valueOf(text()),
            new JobIdentity(UUID.fromString(text()), text(), text()),
            time(text()),
            time(text()),
            hashesAfterTheRest(),
            text(),
            Integer.parseInt(text()),
            Integer.parseInt(text()),
            number(),
            Boolean.parseBoolean(text()),
            Boolean.parseBoolean(text()),
            CheckReport.Grade.valueOf(text()));
    return new CachedManifest(id, bytes, modifiedAt, backup, missing, cut);
  }

  private Map<BackupFile, FileHash> hashesAfterTheRest() {
    Map<BackupFile, FileHash> hashes = new EnumMap<>(BackupFile.class);
    for (int at = FIXED_FIELDS - 1; at + FIELDS_OF_A_FILE < fields.length; at += FIELDS_OF_A_FILE) {
      hashes.put(
          BackupFile.valueOf(fields[at]),
          new FileHash(Long.parseLong(fields[at + 1]), fields[at + 2]));
    }
    return hashes;
  }

  private String text() {
    return unescaped(Objects.requireNonNull(fields[next++]));
  }

  private long number() {
    return Long.parseLong(text());
  }

  private static void add(StringBuilder line, String field) {
    line.append(escaped(field)).append('\t');
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == '\\') {
        at++;
        letter =
            switch (text.charAt(at)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> text.charAt(at);
            };
      }
      plain.append(letter);
    }
    return plain.toString();
  }

  private static String text(Set<BackupFile> files) {
    StringBuilder names = new StringBuilder();
    for (BackupFile file : BackupFile.values()) {
      if (files.contains(file)) {
        names.append(names.isEmpty() ? "" : " ").append(file.name());
      }
    }
    return names.toString();
  }

  private static Set<BackupFile> files(String names) {
    Set<BackupFile> files = EnumSet.noneOf(BackupFile.class);
    for (BackupFile file : BackupFile.values()) {
      if ((" " + names + " ").contains(" " + file.name() + " ")) {
        files.add(file);
      }
    }
    return files;
  }

  private static String text(Instant instant) {
    return instant.getEpochSecond() + " " + instant.getNano();
  }

  private static Instant instant(String text) {
    int space = text.indexOf(' ');
    return Instant.ofEpochSecond(
        Long.parseLong(text, 0, space, 10), Long.parseLong(text, space + 1, text.length(), 10));
  }

  private static String text(OffsetDateTime time) {
    return time.getOffset().getTotalSeconds() + " " + text(time.toInstant());
  }

  private static OffsetDateTime time(String text) {
    int space = text.indexOf(' ');
    return OffsetDateTime.ofInstant(
        instant(text.substring(space + 1)),
        ZoneOffset.ofTotalSeconds(Integer.parseInt(text, 0, space, 10)));
  }
}
