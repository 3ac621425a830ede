package vn.kenh.server;

import vn.kenh.server.registry.ApiTokens;
import vn.kenh.server.registry.People;
import vn.kenh.server.registry.Secrets;
import vn.kenh.server.registry.Sessions;

/** Who may use the server over HTTP. */
record Accounts(People people, Sessions sessions, ApiTokens tokens, Secrets secrets) {}
