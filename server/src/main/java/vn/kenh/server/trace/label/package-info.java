/**
 * Labels on paper and screen: QR codes, sheets as PDF, single codes as SVG and PNG, printer
 * languages.
 */
@NullMarked
package vn.kenh.server.trace.label;

import org.jspecify.annotations.NullMarked;
