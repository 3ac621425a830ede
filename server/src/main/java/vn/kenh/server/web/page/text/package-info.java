/** Words, numbers and dates in the reader's language. */
@NullMarked
package vn.kenh.server.web.page.text;

import org.jspecify.annotations.NullMarked;
