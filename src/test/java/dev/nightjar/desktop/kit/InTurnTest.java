package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thing after the other, in the order asked for, and on no thread more than it takes. */
final class InTurnTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final InTurn turn = new InTurn(threads::add);
  private final List<String> done = new ArrayList<>();

  @Test
  void whatIsAskedForWhileAnotherIsUnderWayWaitsForIt() {
    turn.execute(
        () -> {
          turn.execute(() -> done.add("second"));
          done.add("first");
        });
    threads.remove().run();

    assertEquals(List.of("first", "second"), done);
    assertEquals(0, threads.size(), "the second needs no thread of its own");
  }

  @Test
  void thingsThatAreAskedForAtOnceShareAThread() {
    for (String one : List.of("a", "b", "c")) {
      turn.execute(() -> done.add(one));
    }
    assertEquals(1, threads.size());
    threads.remove().run();

    assertEquals(List.of("a", "b", "c"), done);
  }

  @Test
  void onceAllIsDoneTheNextBeginsAnew() {
    turn.execute(() -> done.add("early"));
    threads.remove().run();
    turn.execute(() -> done.add("late"));
    assertEquals(List.of("early"), done);
    threads.remove().run();

    assertEquals(List.of("early", "late"), done);
  }

  @Test
  void oneThatFailsKeepsTheOthersFromNothing() {
    turn.execute(
        () -> {
          throw new NoClassDefFoundError("any");
        });
    turn.execute(() -> done.add("next"));
    threads.remove().run();
    turn.execute(() -> done.add("later"));
    threads.remove().run();

    assertEquals(List.of("next", "later"), done);
  }
}
