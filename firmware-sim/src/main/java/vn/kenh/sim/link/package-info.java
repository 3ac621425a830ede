/** Devices' connections: MQTT clients, buffers, windows, reconnecting. */
@NullMarked
package vn.kenh.sim.link;

import org.jspecify.annotations.NullMarked;
