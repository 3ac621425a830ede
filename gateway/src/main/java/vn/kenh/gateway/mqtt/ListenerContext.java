package vn.kenh.gateway.mqtt;

import java.time.Clock;

/** What all connections of one listener share. */
record ListenerContext(
    MqttLimits limits,
    DeviceAuthenticator authenticator,
    MessageInbox inbox,
    ConnectionListener connectionListener,
    Clock clock,
    SessionRegistry sessions,
    InFlightBudget budget,
    FailedLogins failedLogins,
    Counters counters) {}
