package vn.kenh.server.web.page.view;

import java.util.Map;

/**
 * What a person typed into a form and what was wrong with it, so that the form can be shown again
 * with both.
 *
 * @param values by field name, as typed
 * @param errors by field name, in the reader's language; under the empty name what concerns the
 *     whole form
 */
public record FormState(Map<String, String> values, Map<String, String> errors) {

  public static FormState empty() {
    return new FormState(Map.of(), Map.of());
  }

  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  public boolean hasError(String field) {
    return errors.containsKey(field);
  }

  public String error(String field) {
    return errors.getOrDefault(field, "");
  }
}
