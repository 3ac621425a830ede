-- Which camera took which picture when. The pictures are files named by their SHA-256. Runs on
-- SQLite and PostgreSQL alike. A device may be deleted; its pictures stay part of the plot's past.

CREATE TABLE snapshots (
  device TEXT NOT NULL,
  taken_ms BIGINT NOT NULL,           -- epoch milliseconds
  sha256 TEXT NOT NULL,               -- lower-case hexadecimal
  bytes BIGINT NOT NULL,
  width INTEGER NOT NULL,             -- pixels
  height INTEGER NOT NULL,
  type TEXT NOT NULL,                 -- jpeg or png
  PRIMARY KEY (device, taken_ms)
);
CREATE INDEX snapshots_sha256 ON snapshots (sha256);
