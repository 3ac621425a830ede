/** MQTT at the edge: devices connect to us, or we connect to a broker that is already there. */
@NullMarked
package vn.kenh.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
