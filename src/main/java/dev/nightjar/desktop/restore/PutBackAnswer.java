package dev.nightjar.desktop.restore;

/** The answers that the user can give, from left to right. */
enum PutBackAnswer {
  UNDO("put-back.undo"),
  AGAIN("put-back.again"),
  CANCEL("put-back.cancel"),
  CLOSE("put-back.close"),
  GO("put-back.go");

  private final String key;

  PutBackAnswer(String key) {
    this.key = key;
  }

  /** Names the text on its button. */
  String key() {
    return key;
  }
}
