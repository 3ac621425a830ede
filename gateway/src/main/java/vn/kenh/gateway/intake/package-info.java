/** From message to durable reading: codec, rules, spool. */
@NullMarked
package vn.kenh.gateway.intake;

import org.jspecify.annotations.NullMarked;
