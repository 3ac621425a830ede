package vn.kenh.server.trace.growing;

import java.time.LocalDate;

/** Least, mean and greatest value of a day, in the metric's unit, and how many readings say so. */
public record DayRange(LocalDate day, double min, double mean, double max, long readings) {}
