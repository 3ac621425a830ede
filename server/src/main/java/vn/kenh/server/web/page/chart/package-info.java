/** Charts drawn by the server: pure geometry, which the templates write out as SVG. */
@NullMarked
package vn.kenh.server.web.page.chart;

import org.jspecify.annotations.NullMarked;
