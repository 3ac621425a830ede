/** The pages people see: routes that gather what a page shows and hand it to a template. */
@NullMarked
package vn.kenh.server.web.page;

import org.jspecify.annotations.NullMarked;
