package dev.nightjar.desktop.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.SampleInside;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.sqlite.RowPage.Move;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user looks into a database: its tables, their rows, a page after the other. */
final class InsideTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  @TempDir private Path folder;
  private final InsidePresenter words = new InsidePresenter(TEXTS);
  private final List<InsideState> seen = new ArrayList<>();
  private int closed;

  private InsideTask begun(Executor work) {
    InsideTask.Opened opened = SampleInside.opened(SampleInside.database());
    InsideTask task =
        new InsideTask(
            progress ->
                new InsideTask.Opened() {
                  @Override
                  public Path path() {
                    return opened.path();
                  }

                  @Override
                  public void close() {
                    closed++;
                  }
                },
            work,
            Samples.AT_ONCE);
    task.begin(seen::add);
    return task;
  }

  private InsideTask begun() {
    return begun(Samples.AT_ONCE);
  }

  private InsideView view(InsideTask task) {
    return words.of(task.state());
  }

  private List<String> column(InsideTask task, int column) {
    return view(task).rows().stream().map(row -> row.get(column).text()).toList();
  }

  @Test
  void theTablesStandWithTheirRowsAndTheFirstIsShown() {
    InsideView view = view(begun());

    assertEquals(
        List.of(
            new InsideView.TableLine("customers", "0"),
            new InsideView.TableLine("products", "1 204"),
            new InsideView.TableLine("sales \\u202e<b>2026", "0")),
        view.tables());
    assertEquals(0, view.chosen());
    assertEquals(Optional.of("This table has no rows."), view.message());
  }

  @Test
  void aPageSaysWhereItIsAndWhereItLeadsTo() {
    InsideTask task = begun();
    task.choose(1);
    InsideView first = view(task);
    assertEquals("1–200 of 1 204", first.position());
    assertFalse(first.mayGoBack());
    assertTrue(first.mayGoOn());

    task.turn(Move.LAST);
    InsideView last = view(task);
    assertEquals("1 201–1 204 of 1 204", last.position());
    assertTrue(last.mayGoBack());
    assertFalse(last.mayGoOn());

    task.turn(Move.PREVIOUS);
    assertEquals("1 001–1 200 of 1 204", view(task).position());
  }

  @Test
  void aColumnIsSortedThenTheOtherWayRoundThenNotAtAll() {
    InsideTask task = begun();
    task.choose(1);
    task.sort(1);
    assertEquals("name \u25b2", view(task).columns().get(1).text());
    assertEquals("Größe 1002", column(task, 1).get(0));
    task.sort(1);
    assertEquals("name \u25bc", view(task).columns().get(1).text());
    assertEquals("Widget 998", column(task, 1).get(0));
    task.sort(1);
    assertEquals("name", view(task).columns().get(1).text());
    assertEquals("1", column(task, 0).get(0));
  }

  @Test
  void aSearchSaysHowManyRowsThereAreOrThatThereAreNone() {
    InsideTask task = begun();
    task.choose(1);
    task.search("größe 12");
    assertEquals("1–7 of 7", view(task).position());
    task.search("nothing like that <b>");
    assertEquals(
        Optional.of(
            "No row contains “nothing like that <b>”. Pictures and texts of more than 1 MB are not"
                + " searched."),
        view(task).message());
    task.search(" ");
    assertEquals("1–200 of 1 204", view(task).position());
  }

  @Test
  void whatIsNoTextIsDescribed() {
    InsideTask task = begun();
    task.choose(1);

    List<InsideView.Cell> cells = view(task).rows().get(0);
    assertEquals(new InsideView.Cell("1", true, false), cells.get(0));
    assertEquals(new InsideView.Cell("1.25", true, false), cells.get(2));
    assertTrue(cells.get(4).text().startsWith("picture, ") && cells.get(4).quiet());
    assertEquals(
        new InsideView.Cell("data, 2 bytes", false, true), view(task).rows().get(1).get(4));
    assertEquals(new InsideView.Cell("NULL", false, true), view(task).rows().get(3).get(3));
    assertTrue(view(task).rows().get(28).get(3).text().endsWith("…"));
  }

  @Test
  void aPhotoIsShownAsOneAndALongTextWhole() {
    InsideTask task = begun();
    task.choose(1);
    var rows = task.state().page().rows();
    List<ShownValue> shown = new ArrayList<>();
    task.read(pages -> ShownValue.read(pages, rows.get(0), 4), shown::add);
    task.read(pages -> ShownValue.read(pages, rows.get(28), 3), shown::add);
    task.read(pages -> ShownValue.read(pages, rows.get(1), 4), shown::add);

    assertEquals(320, shown.get(0).picture().orElseThrow().getWidth());
    assertEquals("A note that is long. ".repeat(29), shown.get(1).text());
    assertEquals("000000  00 00\n", shown.get(2).text());
  }

  @Test
  void aPictureThatIsCutOrNoneIsNotShown() throws Exception {
    byte[] whole = SampleInside.picture();
    assertTrue(Pictures.read(whole).isPresent());
    assertFalse(Pictures.read(Arrays.copyOf(whole, 30)).isPresent());
    assertFalse(Pictures.read("BM looks like a bitmap".getBytes("US-ASCII")).isPresent());
  }

  @Test
  void aPictureOfFewBytesAndVeryManyDotsIsNotShown() throws Exception {
    assertTrue(Pictures.read(blank(8_000)).isPresent());
    assertFalse(Pictures.read(blank(12_000)).isPresent());
  }

  private static byte[] blank(int side) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void copiedCellsAreLinesOfTabsAndOneAloneIsItself() throws Exception {
    InsideTask task = begun();
    task.choose(1);
    var rows = task.state().page().rows();
    List<String> copied = new ArrayList<>();
    task.read(pages -> CopiedRows.of(pages, rows.subList(0, 2), new int[] {0, 1}), copied::add);
    task.read(pages -> CopiedRows.of(pages, rows.subList(28, 29), new int[] {3}), copied::add);

    assertEquals("1\tWidget 1\n2\tWidget 2\n", copied.get(0));
    assertEquals("A note that is long. ".repeat(29), copied.get(1));
  }

  @Test
  void anExportAsksBeforeItReplacesAFile() throws Exception {
    Path target = folder.resolve("products.csv");
    Files.writeString(target, "mine");
    InsideTask task = begun();
    task.choose(1);
    task.export(target);
    assertTrue(view(task).mayReplace());
    assertEquals(target + " already exists. Replace it?", view(task).news().text());
    assertEquals("mine", Files.readString(target));

    task.replace();
    assertEquals(1205, Files.readAllLines(target).size());
    assertEquals(Hint.of(Hint.Kind.GOOD, "Exported: 1 204 rows to " + target), view(task).news());
    task.endExport();
    assertEquals(Hint.NONE, view(task).news());
  }

  @Test
  void aDatabaseThatCannotBeReadSaysWhy() {
    InsideTask task =
        new InsideTask(
            progress -> {
              throw new FailureException(Reason.PLACE_UNREACHABLE, Samples.NAS);
            },
            Samples.AT_ONCE,
            Samples.AT_ONCE);
    task.begin(state -> {});

    String problem = view(task).message().orElseThrow();
    assertTrue(problem.contains(Samples.NAS.toString()), problem);
    assertFalse(view(task).mayExport());
  }

  @Test
  void whatWasAskedForLastCounts() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    InsideTask task = begun(waiting::add);
    waiting.remove().run();
    task.choose(1);
    task.choose(2);
    assertEquals("Reading…", view(task).position());
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    assertEquals(2, view(task).chosen());
    assertEquals(List.of("id"), task.state().columns());
    assertTrue(
        seen.stream().noneMatch(state -> state.columns().contains("price")),
        "an answer that was overtaken is shown");
    assertFalse(task.state().reading());
  }

  @Test
  void closedItLetsGoOfTheCopyOnceAndAfterTheExport() throws Exception {
    Deque<Runnable> waiting = new ArrayDeque<>();
    InsideTask task = begun(waiting::add);
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    Path target = folder.resolve("customers.csv");
    task.export(target);
    task.close();
    task.close();
    assertEquals(1, waiting.size(), "the copy is let go while it is exported");
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    assertEquals(1, closed);
    assertFalse(Files.exists(target));
    assertArrayEquals(new String[0], folder.toFile().list());
  }
}
