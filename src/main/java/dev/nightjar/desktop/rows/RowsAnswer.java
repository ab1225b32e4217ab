package dev.nightjar.desktop.rows;

/** The answers that the user can give, from left to right. */
enum RowsAnswer {
  UNDO("put-back.undo"),
  AGAIN("put-back.again"),
  CANCEL("put-back.cancel"),
  CLOSE("put-back.close"),
  GO("rows-back.go");

  private final String key;

  RowsAnswer(String key) {
    this.key = key;
  }

  /** Names the text on its button. */
  String key() {
    return key;
  }
}
