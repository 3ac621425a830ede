package vn.kenh.server.telemetry;

/** The place of one device's metric in a file: a group of rows, and a column from 0 to 7. */
record Column(int group, int number) {

  static final int PER_GROUP = 8;
}
