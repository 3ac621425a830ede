/** One class a payload format: bytes to readings in the catalogue's names and units. */
@NullMarked
package vn.kenh.gateway.codec;

import org.jspecify.annotations.NullMarked;
