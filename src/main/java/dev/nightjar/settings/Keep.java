package dev.nightjar.settings;

import dev.nightjar.retention.RetentionPolicy;
import java.util.List;

/**
 * How many backups a place keeps.
 *
 * @param rule {@code thinning}: fewer as they get older; {@code last}: the newest ones; {@code
 *     everything}
 * @param last how many where the rule is {@code last}; else without meaning
 */
public record Keep(String rule, int last) {
  private static final List<String> RULES = List.of("thinning", "last", "everything");

  public Keep {
    rule = rule == null ? "thinning" : rule;
    if (!RULES.contains(rule)) {
      throw new InvalidSettingException("Keep, rule", "must be thinning, last or everything", rule);
    }
    if (rule.equals("last") && last < 1) {
      throw new InvalidSettingException("Keep, last", "must be 1 or more", last);
    }
  }

  /** The policy that this names. */
  public RetentionPolicy policy() {
    return switch (rule) {
      case "everything" -> new RetentionPolicy.Everything();
      case "last" -> new RetentionPolicy.Last(last);
      default -> RetentionPolicy.Thinning.USUAL;
    };
  }

  /** Fewer as they get older. */
  public static Keep thinning() {
    return new Keep("thinning", 0);
  }
}
