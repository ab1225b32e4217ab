package dev.nightjar.platform.instance;

import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.platform.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The running program's address, which a file tells that only its user can read.
 *
 * @param socket a Unix-domain socket, made anew at each start
 * @param port else, if the system has no such sockets, a port of this computer alone
 * @param secret the start of each line from either side, since others of this computer could
 *     connect, and a port may be another program's by now
 */
record InstanceAddress(
    String format, Optional<Path> socket, Optional<Integer> port, String secret) {
  private static final String FORMAT = "nightjar-instance/1";
  private static final String FILE = "tray.json";
  private static final String SOCKET = "tray.socket";
  private static final int MAX_BYTES = 4096;

  /** A socket's path is a field of 104 to 108 bytes, its end included. */
  private static final int MAX_PATH_BYTES = 100;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  InstanceAddress {
    if (!FORMAT.equals(format)) {
      throw new IllegalArgumentException("format: must be " + FORMAT + " (got " + format + ")");
    }
    Objects.requireNonNull(secret);
    if (socket.isEmpty() == port.isEmpty()) {
      throw new IllegalArgumentException("either a socket or a port");
    }
  }

  /** A socket that listens, and where. */
  record Bound(InstanceAddress address, ServerSocketChannel server) {}

  /**
   * Returns the address in the home's file; empty if there is none, or none that can be understood.
   */
  static Optional<InstanceAddress> read(Home home) {
    try {
      return Optional.of(JsonRecords.read(file(home), InstanceAddress.class, MAX_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Listens, and writes where. */
  static Bound bind(Home home) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    Bound bound = socketIn(home, secret).orElse(null);
    if (bound == null) {
      bound = port(secret);
    }
    try {
      write(home, bound.address());
      return bound;
    } catch (IOException | RuntimeException e) {
      bound.server().close();
      bound.address().remove();
      throw e;
    }
  }

  private static Optional<Bound> socketIn(Home home, String secret) throws IOException {
    Path path = home.stateFolder().resolve(SOCKET);
    try {
      // A folder made here is its user's alone, and its path is short.
      return Optional.of(
          bind(isShort(path) ? path : Files.createTempDirectory("nightjar").resolve("s"), secret));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // Windows before 1803, or a file system that keeps no sockets.
    }
  }

  static boolean isShort(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
  }

  private static Bound bind(Path path, String secret) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      DurableFiles.deleteIfExists(path);
      server.bind(UnixDomainSocketAddress.of(path));
      if (PlainFiles.isPosix(path)) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
      }
      return new Bound(
          new InstanceAddress(FORMAT, Optional.of(path), Optional.empty(), secret), server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** A port of the loopback address, which no other computer reaches. */
  static Bound port(String secret) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new Bound(
          new InstanceAddress(FORMAT, Optional.empty(), Optional.of(port), secret), server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  SocketChannel connect() throws IOException {
    try {
      return SocketChannel.open(address());
    } catch (UnsupportedOperationException e) {
      throw new IOException(e);
    }
  }

  private SocketAddress address() {
    return socket
        .<SocketAddress>map(UnixDomainSocketAddress::of)
        .orElseGet(
            () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port.orElseThrow()));
  }

  /** For the log; without the secret. */
  String place() {
    return address().toString();
  }

  /** Deletes the socket and, if one was made for it, its folder. Never fails. */
  void remove() {
    if (socket.isEmpty()) {
      return;
    }
    Path path = socket.get();
    try {
      // The file may say anything: only a socket that has one of the two names given here is used.
      Path folder = path.toAbsolutePath().getParent();
      if (path.endsWith(SOCKET)) {
        DurableFiles.deleteIfExists(path);
      } else if (path.endsWith("s") && folder != null && folder.getFileName() != null) {
        if (folder.getFileName().toString().startsWith("nightjar")) {
          DurableFiles.deleteIfExists(path);
          DurableFiles.deleteIfExists(folder);
        }
      }
    } catch (IOException e) {
      return; // The next start tries again.
    }
  }

  private static void write(Home home, InstanceAddress address) throws IOException {
    // In one move: a program that starts meanwhile finds the old one or this.
    DurableFiles.replacePrivately(file(home), JsonRecords.toBytes(address));
  }

  private static Path file(Home home) {
    return home.stateFolder().resolve(FILE);
  }
}
