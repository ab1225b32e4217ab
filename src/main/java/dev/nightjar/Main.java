package dev.nightjar;

public final class Main {
  public static void main(String[] a) {}
}
