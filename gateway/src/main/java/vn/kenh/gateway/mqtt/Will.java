package vn.kenh.gateway.mqtt;

import java.util.Map;

/**
 * What a client wants said when its connection ends abnormally.
 *
 * @param delaySeconds how long to wait for the client to return before saying it
 */
record Will(String topic, byte[] payload, Map<String, String> userProperties, long delaySeconds) {}
