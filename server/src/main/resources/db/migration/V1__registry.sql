-- Runs on SQLite and PostgreSQL alike: times are epoch milliseconds, hashes are hexadecimal text.

CREATE TABLE farms (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  province TEXT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE plots (
  id TEXT PRIMARY KEY,
  farm TEXT NOT NULL REFERENCES farms (id),
  name TEXT NOT NULL,
  crop TEXT NOT NULL,
  area_m2 DOUBLE PRECISION NOT NULL,
  growing_area_code TEXT,
  created BIGINT NOT NULL
);
CREATE INDEX plots_farm ON plots (farm);

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  plot TEXT REFERENCES plots (id),
  kind TEXT NOT NULL,
  gateway TEXT REFERENCES devices (id),
  token_hash TEXT NOT NULL,
  created BIGINT NOT NULL
);
CREATE INDEX devices_plot ON devices (plot);
CREATE INDEX devices_gateway ON devices (gateway);

CREATE TABLE commands (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
  command TEXT NOT NULL,
  seconds BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX commands_device_state ON commands (device, state);

CREATE TABLE people (
  name TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE api_tokens (
  label TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  created BIGINT NOT NULL
);
