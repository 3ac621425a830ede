package vn.kenh.server.trace.label;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import vn.kenh.server.trace.gs1.Gtin;
import vn.kenh.server.trace.gs1.Lot;
import vn.kenh.server.trace.gs1.Serial;

/** Labels to print. */
final class LabelFixtures {

  static final Gtin GTIN = Gtin.parse("8938505974194");
  static final String STEM = "https://kenh.example.vn";
  private static final String ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ";

  private LabelFixtures() {}

  static Label label(String serial) {
    return label("VT24-118", serial, "Vải thiều Thanh Hà", "Hợp tác xã Ngọc Ẩn");
  }

  static Label label(String lot, String serial, String product, String farm) {
    return new Label(
        STEM, GTIN, new Lot(lot), new Serial(serial), product, farm, LocalDate.of(2026, 6, 5));
  }

  /** Labels as they are printed: one batch, serial after serial. */
  static List<Label> run(int count) {
    List<Label> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(label(serial(i)));
    }
    return labels;
  }

  /** Short and long names, every kind of lot and serial, and stems up to rather long ones. */
  static List<Label> varied() {
    List<Label> labels = new ArrayList<>();
    labels.add(label("1", "1", "Ổi", "Út"));
    labels.add(label("!\"%&'()*+,-./:;<=>?", "a/b%2F\"&c", "Xoài cát Hòa Lộc", "Vườn ông Bảy"));
    labels.add(
        label(
            "WWWWWWWWWWWWWWWWWWWW",
            "WWWWWWWWWWWWWWWWWWWW",
            "Sầu riêng Ri6 loại một xuất khẩu đóng thùng mười tám ký",
            "Hợp tác xã dịch vụ nông nghiệp công nghệ cao Thanh niên Đắk Lắk và các hộ liên kết"));
    labels.add(
        label(
            "L-2026.06.05",
            "9",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "榴莲 Nông trại \\ ^XZ ~ \" 🌱"));
    labels.add(
        new Label(
            "https://truy-xuat.nong-nghiep.dak-lak.example.vn/v2",
            GTIN,
            new Lot("DL-2026-000000000001"),
            new Serial("ABCDEFGHJKLMNPQRSTUV"),
            "Bưởi da xanh",
            "Trang trại Ẩm Thủy",
            LocalDate.of(2026, 1, 31)));
    return labels;
  }

  private static String serial(int i) {
    StringBuilder serial = new StringBuilder();
    long state = i * 2654435761L + 12345;
    for (int k = 0; k < 12; k++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      serial.append(ALPHABET.charAt((int) ((state >>> 33) % ALPHABET.length())));
    }
    return serial.toString();
  }
}
