package vn.kenh.gateway.intake;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kenh.gateway.spool.Quarantine;
import vn.kenh.gateway.spool.QuarantineItem;

/** Tries quarantined items again; what succeeds leaves the quarantine. */
public final class QuarantineReplay {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineReplay.class);
  private static final int PAGE = 100;

  /**
   * What became of a replay.
   *
   * @param replayed items now on their way to the store
   * @param failed items that still cannot be read, and stay
   */
  public record Result(int replayed, int failed) {}

  private final Quarantine quarantine;
  private final Intake intake;

  public QuarantineReplay(Quarantine quarantine, Intake intake) {
    this.quarantine = quarantine;
    this.intake = intake;
  }

  /** Tries one item again; the answer says why it still fails, empty if it does not. */
  public Optional<String> replay(QuarantineItem item) {
    return intake.retry(item, () -> remove(quarantine, item.id()));
  }

  /**
   * Tries everything again that is there now. What comes in meanwhile waits for the next time: a
   * replayed value that the store refuses once more would otherwise go round for ever.
   */
  public Result replayAll() throws SQLException {
    int replayed = 0;
    int failed = 0;
    long newest = quarantine.newestId();
    long after = 0;
    while (after < newest) {
      List<QuarantineItem> page = quarantine.list(PAGE, after);
      if (page.isEmpty()) {
        break;
      }
      for (QuarantineItem item : page) {
        after = item.id();
        if (after > newest) {
          break;
        }
        if (replay(item).isEmpty()) {
          replayed++;
        } else {
          failed++;
        }
      }
    }
    return new Result(replayed, failed);
  }

  /** Drops an item that was replayed; one that cannot be dropped now is replayed again. */
  public static void remove(Quarantine quarantine, long id) {
    try {
      quarantine.remove(id);
    } catch (SQLException e) {
      LOG.warn("item {} was replayed but cannot be removed from the quarantine", id, e);
    }
  }
}
