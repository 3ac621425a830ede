/** The demonstration: a server with a simulated farm beside it, and what to look at. */
@NullMarked
package vn.kenh.server.demo;

import org.jspecify.annotations.NullMarked;
