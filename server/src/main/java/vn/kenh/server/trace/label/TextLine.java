package vn.kenh.server.trace.label;

/**
 * One line of text in its place.
 *
 * @param x left end, from the left of the label in points
 * @param baseline from the top of the label in points
 * @param size of the font in points
 */
record TextLine(String text, boolean bold, double x, double baseline, double size) {}
