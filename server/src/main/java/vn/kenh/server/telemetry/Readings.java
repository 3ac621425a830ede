package vn.kenh.server.telemetry;

/** Counts readings in line protocol, at the speed of reading bytes. */
final class Readings {

  private Readings() {}

  /**
   * How many fields the lines hold; a line in which none can be found counts as one, comments and
   * empty lines as none.
   */
  static int count(byte[] lines) {
    int count = 0;
    int at = 0;
    while (at < lines.length) {
      int end = at;
      boolean inFields = false;
      boolean quoted = false;
      boolean comment = lines[at] == '#';
      int fields = lines[at] == '\n' || lines[at] == '\r' ? 0 : 1;
      for (; end < lines.length && (quoted || lines[end] != '\n'); end++) {
        byte b = lines[end];
        if (b == '\\' && end + 1 < lines.length && lines[end + 1] != '\n') {
          end++;
        } else if (inFields && b == '"') {
          quoted = !quoted;
        } else if (b == ' ' && !quoted) {
          if (inFields) {
            break;
          }
          inFields = true;
        } else if (b == ',' && inFields && !quoted) {
          fields++;
        }
      }
      while (end < lines.length && lines[end] != '\n') {
        end++;
      }
      count += comment ? 0 : fields;
      at = end + 1;
    }
    return count;
  }
}
