package vn.kenh.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.gateway.reading.LineProtocolWriter;

/** What every store must do with what is written: keep it once, keep all of it, or say no. */
abstract class StoreWriteContract extends StoreFixture {

  @Test
  void whatIsWrittenIsRead() throws Exception {
    WriteResult result = write("telemetry,device=a soil_moisture=31.4,battery_level=90 " + T0);

    assertThat(result).isEqualTo(new WriteResult(2, List.of()));
    assertThat(export("a"))
        .containsExactly(T0 + " a battery_level 90.0", T0 + " a soil_moisture 31.4");
  }

  @Test
  void nothingWrittenIsNothingStored() throws Exception {
    assertThat(store().write(new byte[0])).isEqualTo(new WriteResult(0, List.of()));
  }

  @Test
  void anEmptyStoreAnswersWithNothing() throws Exception {
    assertThat(store().trend(new TrendQuery(Set.of("a"), "co2", T0, T0 + DAY, 10)).buckets())
        .isEmpty();
    assertThat(store().latest("a")).isEmpty();
    assertThat(export("a")).isEmpty();
    assertThat(store().aggregate(new AggregateQuery(Set.of("a"), "co2", T0, T0 + DAY, HOUR, 0)))
        .isEmpty();
  }

  @Test
  void writingTwiceChangesNothing() throws Exception {
    String lines = lines(100, i -> "telemetry,device=a co2=" + (400 + i) + " " + (T0 + i * SECOND));
    write(lines);
    List<String> once = export("a");

    assertThat(write(lines).stored()).isEqualTo(100);
    assertThat(export("a")).isEqualTo(once).hasSize(100);
  }

  @Test
  void aLaterWriteOfTheSameReadingOverwritesItAndLeavesOtherMetricsAlone() throws Exception {
    write("telemetry,device=a co2=400,light=10 " + T0);
    write("telemetry,device=a co2=401 " + T0);

    assertThat(export("a")).containsExactly(T0 + " a co2 401.0", T0 + " a light 10.0");
  }

  @Test
  void metricsOfOneTimeMayArriveApart() throws Exception {
    for (int i = 0; i < 20; i++) {
      write("telemetry,device=a m_" + i + "=" + i + " " + T0);
    }
    assertThat(export("a")).hasSize(20).contains(T0 + " a m_19 19.0", T0 + " a m_0 0.0");
    assertThat(store().latest("a")).hasSize(20);
  }

  @Test
  void outOfOrderReadingsComeBackInOrder() throws Exception {
    write("telemetry,device=a co2=3 " + (T0 + 2 * SECOND));
    write("telemetry,device=a co2=1 " + T0);
    write("telemetry,device=a co2=2 " + (T0 + SECOND));

    assertThat(export("a"))
        .containsExactly(
            T0 + " a co2 1.0", T0 + SECOND + " a co2 2.0", T0 + 2 * SECOND + " a co2 3.0");
  }

  @Test
  void lateReadingsFindTheirPlace() throws Exception {
    write("telemetry,device=a co2=2 " + T0);
    write("telemetry,device=a co2=1 " + (T0 - 400 * DAY));
    write("telemetry,device=a co2=0 " + Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());

    assertThat(export(Set.of("a"), 0, T0 + DAY)).hasSize(3).last().isEqualTo(T0 + " a co2 2.0");
  }

  @Test
  void theLatestValueOfAMetricIsTheOneOfTheNewestDeviceTime() throws Exception {
    write("telemetry,device=a co2=400,light=5 " + T0);
    write("telemetry,device=a co2=402 " + (T0 + HOUR));
    write("telemetry,device=a co2=401,light=4 " + (T0 - 90 * DAY));
    write("telemetry,device=b co2=999 " + (T0 + DAY));

    assertThat(store().latest("a"))
        .hasSize(2)
        .containsEntry("co2", new LatestValue(T0 + HOUR, 402))
        .containsEntry("light", new LatestValue(T0, 5));
  }

  @Test
  void aValueThatIsNoNumberIsSetAsideAloneAndTheRestIsStored() throws Exception {
    WriteResult result =
        write(
            "telemetry,device=a co2=1 " + T0,
            "telemetry,device=a co2=NaN,light=7 " + (T0 + SECOND),
            "telemetry,device=a co2=3 " + (T0 + 2 * SECOND));

    assertThat(result.stored()).isEqualTo(3);
    assertThat(result.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.line()).isEqualTo("telemetry,device=a co2=NaN " + (T0 + SECOND));
              assertThat(refused.readings()).isEqualTo(1);
              assertThat(refused.reason()).isNotEmpty();
            });
    assertThat(export("a"))
        .containsExactly(
            T0 + " a co2 1.0", T0 + SECOND + " a light 7.0", T0 + 2 * SECOND + " a co2 3.0");
  }

  @Test
  void badLinesAmongManyGoodOnesAreFoundAndSetAside() throws Exception {
    Set<Integer> bad = Set.of(0, 17, 18, 499, 999);
    WriteResult result =
        write(
            lines(
                1000,
                i ->
                    bad.contains(i)
                        ? "telemetry,device=a co2= " + (T0 + i)
                        : "telemetry,device=a co2=" + i + " " + (T0 + i)));

    assertThat(result.stored()).isEqualTo(995);
    assertThat(result.refused())
        .extracting(WriteResult.RefusedReadings::line)
        .containsExactlyInAnyOrderElementsOf(
            bad.stream().map(i -> "telemetry,device=a co2= " + (T0 + i)).toList());
    assertThat(export("a")).hasSize(995);
  }

  @Test
  void aTimeNoStoreCanHoldIsRefused() throws Exception {
    WriteResult result =
        write("telemetry,device=a co2=1 " + T0, "telemetry,device=a co2=2 9300000000000000");

    assertThat(result.stored()).isEqualTo(1);
    assertThat(result.refused())
        .extracting(WriteResult.RefusedReadings::line)
        .containsExactly("telemetry,device=a co2=2 9300000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1e308",
        "-1e308",
        "4.9e-324",
        "1.7976931348623157e308",
        "0.1",
        "31.4",
        "-0.001",
        "0.0005",
        "123456789.123",
        "68719476.735",
        "68719476.737",
        "9007199254740993",
        "3.141592653589793"
      })
  void everyDoubleComesBackAsItWas(String number) throws Exception {
    write("telemetry,device=a x=" + number + " " + T0);

    double value = Double.parseDouble(number);
    assertThat(store().latest("a")).containsEntry("x", new LatestValue(T0, value));
    assertThat(export("a")).containsExactly(T0 + " a x " + value);
    assertThat(trend(Set.of("a"), "x", T0, T0 + 1, 1).buckets())
        .containsExactly(new Series.Bucket(T0, value, value, value));
    assertThat(store().aggregate(new AggregateQuery(Set.of("a"), "x", T0, T0 + 1, HOUR, 0)))
        .containsExactly(new Series.Bucket(T0, value, value, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "comma,comma",
        "equals=sign",
        "it's",
        "say \"hi\"",
        "back\\slash",
        "\\\\two",
        "a' OR 'a'='a",
        "vườn-cải-Đà Lạt",
        "温室🌱",
        "%25$^.*|()[]{}?",
        "; DROP DATABASE kenh"
      })
  void aDeviceIdMayHoldOddCharacters(String device) throws Exception {
    write(
        "telemetry,device=" + escaped(device) + ",farm=f,plot=p co2=1 " + T0,
        "telemetry,device=other co2=2 " + T0);

    assertThat(export(device)).containsExactly(T0 + " " + device + " co2 1.0");
    assertThat(store().latest(device)).containsOnlyKeys("co2");
    assertThat(trend(Set.of(device), "co2", T0, T0 + 1, 5).buckets()).hasSize(1);
  }

  @Test
  void tagsOfFarmAndPlotDoNotGetInTheWay() throws Exception {
    LineProtocolWriter writer = new LineProtocolWriter();
    writer.begin("a", LineProtocolWriter.tags(Map.of("farm", "Nông trại 1")));
    writer.field("co2", 400);
    writer.end(T0);
    assertThat(store().write(writer.toByteArray()).stored()).isEqualTo(1);

    assertThat(export("a")).containsExactly(T0 + " a co2 400.0");
    assertThat(store().latest("a")).containsEntry("co2", new LatestValue(T0, 400));
  }

  private static String escaped(String tag) {
    return tag.replace(" ", "\\ ").replace(",", "\\,").replace("=", "\\=");
  }
}
