package vn.kenh.gateway.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes as fast as it is acknowledged: N connections, each a device of its own, with W
 * publishes of QoS 1 in flight. Packets are made once and only their sequence number, time and
 * packet identifier are written anew, so that the generator costs little beside the server.
 *
 * <p>Every reading carries its connection's sequence number as {@code sequence} and has its own
 * millisecond, so that a test can tell afterwards which of the acknowledged ones were stored: all
 * up to {@link LoadResult#acknowledgedUpTo}.
 */
public final class PublishLoad implements AutoCloseable {

  private static final long CONNECT_SECONDS = 60;

  private final LoadOptions options;
  private final EventLoopGroup threads;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final AtomicBoolean running = new AtomicBoolean(true);

  public PublishLoad(LoadOptions options) {
    this.options = options;
    this.threads = new MultiThreadIoEventLoopGroup(options.threads(), NioIoHandler.newFactory());
  }

  /** Connects all devices; none publishes yet. */
  public PublishLoad connect() throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {}
                });
    for (int i = 0; i < options.connections(); i++) {
      LoadConnection connection = new LoadConnection(options, i, running);
      connections.add(connection);
      Channel channel = bootstrap.connect(options.host(), options.port()).sync().channel();
      channel.pipeline().addLast(connection);
      connection.logIn(channel);
    }
    for (LoadConnection connection : connections) {
      if (!connection.awaitLogin(CONNECT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("device " + connection.device() + " is not let in");
      }
    }
    return this;
  }

  /** Publishes for a while, then waits for what is in flight, and adds it all up. */
  public LoadResult run(long warmUpMillis, long millis) throws InterruptedException {
    warmUp(warmUpMillis);
    return measure(millis);
  }

  /** Begins to publish, and goes on while {@link #measure} is called. */
  public void warmUp(long millis) throws InterruptedException {
    connections.forEach(LoadConnection::start);
    Thread.sleep(millis);
  }

  /** Publishes on for a while, then waits for what is in flight, and adds up that while. */
  public LoadResult measure(long millis) throws InterruptedException {
    long before = acknowledged();
    connections.forEach(LoadConnection::forgetLatencies);
    long start = System.nanoTime();
    Thread.sleep(millis);
    long count = acknowledged() - before;
    double seconds = (System.nanoTime() - start) / 1e9;
    running.set(false);
    for (LoadConnection connection : connections) {
      connection.awaitQuiet(10, TimeUnit.SECONDS);
    }
    return LoadResult.of(connections, count, seconds);
  }

  /** Acknowledged so far, by all connections. */
  public long acknowledged() {
    return connections.stream().mapToLong(LoadConnection::acknowledgedUpTo).sum();
  }

  /** Writes {@code device,acknowledgedUpTo} lines: what must be found in the store. */
  public void writeMarks(Path file) throws IOException {
    List<String> lines =
        connections.stream()
            .map(connection -> connection.device() + "," + connection.acknowledgedUpTo())
            .toList();
    Files.write(file, lines);
  }

  @Override
  public void close() {
    running.set(false);
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Arguments: {@code host port connections window seconds [devicePrefix token [marksFile]]}. */
  public static void main(String[] arguments) throws Exception {
    LoadOptions options =
        new LoadOptions(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            1,
            arguments.length > 5 ? arguments[5] : "d",
            arguments.length > 6 ? arguments[6] : "t",
            System.currentTimeMillis());
    long millis = TimeUnit.SECONDS.toMillis(Integer.parseInt(arguments[4]));
    try (PublishLoad load = new PublishLoad(options).connect()) {
      System.out.println(load.run(Math.min(5_000, millis / 2), millis));
      if (arguments.length > 7) {
        load.writeMarks(Path.of(arguments[7]));
      }
    }
  }
}
