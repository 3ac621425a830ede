/** What the server has for the devices behind a gateway: commands down, presence up. */
@NullMarked
package vn.kenh.gateway.downlink;

import org.jspecify.annotations.NullMarked;
