/** What each page shows, as values, and the builders that put them together. */
@NullMarked
package vn.kenh.server.web.page.view;

import org.jspecify.annotations.NullMarked;
