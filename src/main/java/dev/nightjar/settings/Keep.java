package dev.nightjar.settings;

import dev.nightjar.retention.RetentionPolicy;
import java.util.List;

/**
 * The backups that a place keeps.
 *
 * @param rule {@code smart}: fewer as they get older ({@code thinning} is its former name); {@code
 *     last}: the newest ones; {@code everything}
 * @param last how many if the rule is {@code last}; else without meaning
 */
public record Keep(String rule, int last) {
  /** More than anybody makes in a life; a larger number is a slip of the hand. */
  private static final int MAX_LAST = 1_000_000;

  private static final List<String> RULES = List.of("smart", "last", "everything");

  /** Fewer as they get older. */
  public static final Keep SMART = new Keep("smart", 0);

  public static final Keep EVERYTHING = new Keep("everything", 0);

  public Keep {
    rule = rule == null || rule.equals("thinning") ? "smart" : rule;
    if (!RULES.contains(rule)) {
      throw new InvalidSettingException("Keep, rule", "must be smart, last or everything", rule);
    }
    if (rule.equals("last") && (last < 1 || last > MAX_LAST)) {
      throw new InvalidSettingException("Keep, last", "must be 1 to " + MAX_LAST, last);
    }
    last = rule.equals("last") ? last : 0;
  }

  /** The newest {@code count}. */
  public static Keep last(int count) {
    return new Keep("last", count);
  }

  /** The name of a policy. */
  public static Keep of(RetentionPolicy policy) {
    if (policy instanceof RetentionPolicy.Last newest) {
      return last(newest.count());
    }
    return policy instanceof RetentionPolicy.Everything ? EVERYTHING : SMART;
  }

  /** The rule as the command line has it: {@code smart}, {@code everything}, how many. */
  public String word() {
    return rule.equals("last") ? "" + last : rule;
  }

  /** The policy that this names. */
  public RetentionPolicy policy() {
    return switch (rule) {
      case "everything" -> new RetentionPolicy.Everything();
      case "last" -> new RetentionPolicy.Last(last);
      default -> RetentionPolicy.Thinning.USUAL;
    };
  }
}
