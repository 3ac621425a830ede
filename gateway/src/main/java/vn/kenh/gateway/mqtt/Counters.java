package vn.kenh.gateway.mqtt;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What {@link MqttGauges} is made of. */
final class Counters {

  /** Open sockets, those that have not sent a CONNECT included. */
  final AtomicInteger sockets = new AtomicInteger();

  final LongAdder connections = new LongAdder();
  final LongAdder paused = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder acknowledged = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder loginsRefused = new LongAdder();
  final LongAdder protocolErrors = new LongAdder();
}
