/** Registration of farms, plots and devices over the server's HTTP API. */
@NullMarked
package vn.kenh.sim.register;

import org.jspecify.annotations.NullMarked;
