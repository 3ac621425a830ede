package vn.kenh.server.camera;

import java.sql.SQLException;
import vn.kenh.gateway.codec.Message;

/** Where messages go whose picture cannot be kept. */
@FunctionalInterface
public interface RefusedPictures {

  /** Sets a message aside; on return it is durable. */
  void add(Message message, String reason) throws SQLException;
}
