-- Batches of produce and the labels issued for them. Runs on SQLite and PostgreSQL alike.

CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  gtin TEXT NOT NULL,
  lot TEXT NOT NULL,
  plot TEXT NOT NULL REFERENCES plots (id),
  product TEXT NOT NULL,
  harvested TEXT NOT NULL,            -- ISO date, where the farm is
  quantity_kg DOUBLE PRECISION NOT NULL,
  label_count BIGINT NOT NULL,        -- so that positions of labels are given out without gaps
  created BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  idempotency_key TEXT,
  UNIQUE (gtin, lot),
  UNIQUE (created_by, idempotency_key)
);
CREATE INDEX batches_created ON batches (created, id);
CREATE INDEX batches_plot ON batches (plot);

CREATE TABLE label_issues (
  id TEXT PRIMARY KEY,
  batch TEXT NOT NULL REFERENCES batches (id),
  first_position BIGINT NOT NULL,
  label_count BIGINT NOT NULL,
  created BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  idempotency_key TEXT,
  UNIQUE (created_by, idempotency_key)
);
CREATE INDEX label_issues_batch ON label_issues (batch);

-- A serial is unique everywhere, although GS1 asks for it only within a GTIN: it can be looked up by itself.
CREATE TABLE labels (
  serial TEXT PRIMARY KEY,
  batch TEXT NOT NULL REFERENCES batches (id),
  position BIGINT NOT NULL,           -- from 1 in the order of printing
  UNIQUE (batch, position)
);
