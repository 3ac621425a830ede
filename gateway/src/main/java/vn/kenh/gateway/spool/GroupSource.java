package vn.kenh.gateway.spool;

import java.util.function.Consumer;

/** Something that gathers groups itself and hands them over when the spool is ready to commit. */
public interface GroupSource {

  /** Gives away everything gathered so far. Called on the commit thread. */
  void drainTo(Consumer<SpoolGroup> groups);
}
