/** Rules over readings and silence: what a person should look at, worst first. Pure. */
@NullMarked
package vn.kenh.server.alert;

import org.jspecify.annotations.NullMarked;
