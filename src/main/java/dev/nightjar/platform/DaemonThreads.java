package dev.nightjar.platform;

import java.util.concurrent.ThreadFactory;

/** Makes this program's threads: each has a name, and none keeps the program from ending. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** A thread that isn't started yet. */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
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
