package vn.kenh.server.trace.label;

/**
 * A paragraph that wants to be set.
 *
 * @param size wished for, in points; all blocks of a label shrink together
 * @param maxLines lines it may be broken into
 * @param anywhere whether it may be broken inside a word, as codes may
 * @param spaceBefore white above it, in points, when nothing has to shrink
 */
record TextBlock(
    String text, boolean bold, double size, int maxLines, boolean anywhere, double spaceBefore) {}
