/** The server: a gateway with a database, trends and traceability behind it. */
@NullMarked
package vn.kenh.server;

import org.jspecify.annotations.NullMarked;
