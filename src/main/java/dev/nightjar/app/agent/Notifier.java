package dev.nightjar.app.agent;

/** Shows notifications; a new one takes the last one's place. */
public interface Notifier {
  /** From any thread; never fails and never blocks. */
  void show(Notification notification);
}
