package vn.kenh.server.web;

import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.DeviceCredentials;
import vn.kenh.server.registry.Sessions;

/** By what callers are known: programs by a token, people by a session, devices by their own. */
public record Credentials(ApiTokens tokens, Sessions sessions, DeviceCredentials devices) {}
