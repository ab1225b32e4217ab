package dev.nightjar.platform;

import java.util.concurrent.ThreadFactory;

/** Makes this program's threads: each has a name, and none keeps the program from ending. */
public final class DaemonThreads {
  /**
   * Twice the stack of a program in C. SQLite goes down a level for each generated column that
   * another one is computed from, of which there may be 2000, and a stack that is too small ends
   * the whole JVM: 1 MB did so at 900. Only what is used of it takes memory.
   */
  private static final long STACK_BYTES = 16L << 20;

  private DaemonThreads() {}

  /** A thread that isn't started yet. */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a thread. */
  public static Thread start(String name, Runnable work) {
    Thread thread = of(name, work);
    thread.start();
    return thread;
  }

  /** Makes an executor's threads, all of one name. */
  public static ThreadFactory named(String name) {
    return work -> of(name, work);
  }
}
