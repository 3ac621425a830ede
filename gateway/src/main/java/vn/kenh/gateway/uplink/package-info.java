/** From the gateway's spool to the server, acknowledged frame by frame. */
@NullMarked
package vn.kenh.gateway.uplink;

import org.jspecify.annotations.NullMarked;
