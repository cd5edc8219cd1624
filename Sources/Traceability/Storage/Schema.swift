/// The tables of the ledger, as the steps by which each version grew out of the one before.
///
/// What happened is in `entry`, for good. Everything else is where things stand now: it is changed in the transaction
/// that writes the entries, and the audit compares the two.
enum Schema {
  /// Marks a SQLite file as a ledger of Malote (`MLTE`).
  static let applicationID: Int64 = 0x4D4C_5445

  /// Step `n` makes version `n + 1`.
  static let migrations = [
    chain + interchanges + documents + search + counters + requests
  ]

  static var version: Int64 { Int64(migrations.count) }

  private static let chain = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    -- interchange and document are 0 where an entry is about none.
    CREATE TABLE entry (
      seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, interchange INTEGER NOT NULL,
      document INTEGER NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX entry_subject ON entry (interchange, document);
    CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

    """

  // Most interchanges are done: the partial indexes hold only those that are not.
  private static let interchanges = """
    CREATE TABLE interchange (
      id INTEGER PRIMARY KEY, state TEXT NOT NULL, system TEXT NOT NULL, name BLOB NOT NULL, inode INTEGER NOT NULL,
      size INTEGER NOT NULL, sha256 BLOB, archive BLOB, layout TEXT, attempts INTEGER NOT NULL DEFAULT 0,
      reprocesses INTEGER, origin INTEGER, waiting INTEGER NOT NULL DEFAULT 0, claimed_at TEXT NOT NULL, done_at TEXT
    ) STRICT;
    CREATE INDEX interchange_claim ON interchange (system, name, inode) WHERE state = 'claiming';
    CREATE INDEX interchange_open ON interchange (id) WHERE state NOT IN ('done', 'vanished');
    CREATE INDEX interchange_name ON interchange (name);
    CREATE INDEX interchange_sha256 ON interchange (sha256) WHERE sha256 IS NOT NULL;
    CREATE TRIGGER interchange_is_never_removed BEFORE DELETE ON interchange
      BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
    CREATE TABLE inbound_sequence (
      interchange INTEGER NOT NULL, system TEXT NOT NULL, layout TEXT NOT NULL, number INTEGER NOT NULL,
      judgement TEXT NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
      PRIMARY KEY (system, layout, number, interchange)
    ) STRICT, WITHOUT ROWID;

    """

  private static let documents = """
    CREATE TABLE document (
      key INTEGER PRIMARY KEY, state TEXT NOT NULL, registered INTEGER NOT NULL, registration TEXT NOT NULL,
      accepted INTEGER NOT NULL, related INTEGER, flow TEXT, layout TEXT, identity TEXT, kind TEXT NOT NULL,
      content BLOB NOT NULL, stamp TEXT NOT NULL, lanes TEXT NOT NULL, keys TEXT NOT NULL, verdict TEXT NOT NULL,
      detail TEXT NOT NULL, destination TEXT, target TEXT, numbered INTEGER NOT NULL, wanted_name BLOB NOT NULL,
      start INTEGER NOT NULL, length INTEGER NOT NULL, file_number INTEGER NOT NULL, name BLOB, output_sha256 BLOB,
      output_size INTEGER, ended_at TEXT, resolved_by INTEGER, resolved_moved INTEGER NOT NULL DEFAULT 0, note TEXT,
      offered INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX document_accepted ON document (flow, identity, registered) WHERE accepted = 1;
    CREATE INDEX document_unresolved ON document (flow, identity)
      WHERE state = 'rejected' AND resolved_by IS NULL AND registration <> 'divergent';
    CREATE INDEX document_ready ON document (registered) WHERE state = 'waiting' AND output_sha256 IS NOT NULL;
    CREATE INDEX document_to_move ON document (key) WHERE resolved_by IS NOT NULL AND resolved_moved = 0;
    CREATE INDEX document_exceptional ON document (state) WHERE state NOT IN ('waiting', 'delivered');
    CREATE INDEX document_output ON document (output_sha256) WHERE output_sha256 IS NOT NULL;
    CREATE TRIGGER document_is_never_removed BEFORE DELETE ON document
      BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;

    """

  // The value comes first: people type what they know, and seldom which kind of number it is.
  private static let search = """
    CREATE TABLE business_key (
      value TEXT NOT NULL, kind TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (value, kind, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE output_name (
      name BLOB NOT NULL, system TEXT NOT NULL, document INTEGER NOT NULL, next INTEGER NOT NULL,
      PRIMARY KEY (name, system)
    ) STRICT, WITHOUT ROWID;

    """

  private static let counters = """
    CREATE TABLE file_number (
      system TEXT NOT NULL, layout TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (system, layout)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE balance (
      subject TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (subject, state)
    ) STRICT, WITHOUT ROWID;

    """

  private static let requests = """
    CREATE TABLE request (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
      asked_at TEXT NOT NULL, done_at TEXT, result TEXT
    ) STRICT;
    CREATE INDEX request_pending ON request (id) WHERE done_at IS NULL;

    """
}
