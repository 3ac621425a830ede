/** The JSON interface for programs. */
@NullMarked
package vn.kenh.server.web.api;

import org.jspecify.annotations.NullMarked;
