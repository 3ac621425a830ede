@NullMarked
package vn.kenh.server.web.page.origin;

import org.jspecify.annotations.NullMarked;
