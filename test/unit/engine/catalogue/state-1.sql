PRAGMA application_id = 1398035028;
PRAGMA user_version = 1;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE vaults (id TEXT PRIMARY KEY, place TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE plans (id TEXT PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL, vault TEXT NOT NULL REFERENCES vaults(id),
     created_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX plans_name ON plans (name COLLATE NOCASE);
   CREATE TABLE runs (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, kind TEXT, set_id TEXT, started_at TEXT NOT NULL, ended_at TEXT,
     outcome TEXT, failure TEXT, result TEXT) STRICT;
   CREATE INDEX runs_plan ON runs (plan, id);
   CREATE TABLE damage (set_id TEXT PRIMARY KEY, found_at TEXT NOT NULL, report TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('machine', 'machine222222222');
INSERT INTO vaults VALUES ('vault2222222', '/vault', '2026-11-18T18:00:00.000Z');
INSERT INTO plans VALUES ('plan22222222', 'Documents', '{"id":"plan22222222","name":"Documents","sources":[{"path":"/a","label":"a"}],"scheme":"automatic","exclude":[],"level":1,"createdAt":"2026-11-18T18:00:00.000Z"}', 'vault2222222', '2026-11-18T18:00:00.000Z');
INSERT INTO runs VALUES (1, 'plan22222222', 'full', 'set111111111', '2026-11-18T18:30:00.000Z', NULL, NULL, NULL, NULL);
INSERT INTO runs VALUES (2, 'plan22222222', 'full', 'set222222222', '2026-11-19T18:30:00.000Z', '2026-11-19T18:30:06.000Z', 'incomplete', NULL,
  '{"outcome":"incomplete","kind":"full","kindReason":"first","setId":"set222222222","files":{"scanned":3,"new":3,"changed":0,"moved":0,"unchanged":0,"deleted":0,"gaps":3},"special":0,"bytes":{"scanned":30,"read":30,"stored":20},"seconds":5.5,"gaps":[{"path":"a/1","code":"locked"},{"path":"a/2","code":"locked","lastGoodSet":"set111111111"},{"path":"a/3","code":"permission"}],"readBack":"direct","durability":"confirmed"}');
INSERT INTO runs VALUES (3, 'removed22222', NULL, NULL, '2026-11-20T18:30:00.000Z', '2026-11-20T18:30:04.000Z', 'failed', '{"code":"vault-full","subject":"/vault"}', NULL);
INSERT INTO damage VALUES ('set222222222', '2026-11-20T18:30:00.000Z', '[]');
