/** Conversations with the MQTT listener and with brokers. */
@NullMarked
package vn.kenh.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
