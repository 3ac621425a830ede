package vn.kenh.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP connection to a local port that tests can break, as the weather does with a radio link. */
public final class Link implements AutoCloseable {

  private final int target;
  private final ServerSocket entrance;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean up = true;
  private volatile boolean silent;

  private Link(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::take);
  }

  /** Opens a way to {@code target}. */
  public static Link to(int target) {
    try {
      return new Link(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the way begins. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Breaks it; both ends notice at once. */
  public void cut() {
    up = false;
    sockets.forEach(Link::close);
    sockets.clear();
  }

  /** Breaks it, but neither end notices until it is mended: bytes vanish. */
  public void silence() {
    up = false;
    silent = true;
  }

  /** Lets new connections through; those of before are gone. */
  public void mend() {
    cut();
    silent = false;
    up = true;
  }

  @Override
  public void close() {
    cut();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        if (!up || !connect(near)) {
          near.close();
        }
      } catch (IOException e) {
        return; // The entrance is closed.
      }
    }
  }

  private boolean connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(near);
      sockets.add(far);
      thread(() -> carry(near, far));
      thread(() -> carry(far, near));
      return true;
    } catch (IOException e) {
      return false; // The target is not there: the caller tries again.
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!silent) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // Ended below, as an end of the stream is.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "link");
    thread.setDaemon(true);
    thread.start();
  }
}
