package vn.kenh.gateway.codec;

import org.jspecify.annotations.Nullable;

/** One record of a SenML pack while it is being read, as written, before base fields are added. */
final class SenmlRecord {

  @Nullable String baseName;
  @Nullable Double baseTime;
  @Nullable String baseUnit;
  @Nullable Double baseValue;
  @Nullable Double baseSum;

  @Nullable String name;
  @Nullable String unit;
  double time;
  @Nullable Double value;
  @Nullable Double sum;
  boolean textual;
}
