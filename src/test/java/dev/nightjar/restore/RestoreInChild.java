package dev.nightjar.restore;

import java.nio.file.Path;

/** One restore as a process of its own, which can be traced, or killed. */
final class RestoreInChild {
  private RestoreInChild() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(new LiveShop(Path.of(arguments[0])).restore().saved());
  }
}
