/** From device messages to durable readings. */
@NullMarked
package vn.kenh.gateway;

import org.jspecify.annotations.NullMarked;
