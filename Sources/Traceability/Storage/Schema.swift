/// The tables of the ledger, as the steps by which each version grew out of the one before.
///
/// What happened is in `entry`, for good. Everything else is where things stand now: it is changed in the transaction
/// that writes the entries, and the audit compares the two. States and other words of the program are stored by their
/// numbers, moments in milliseconds of UTC since 1970.
enum Schema {
  /// Marks a SQLite file as a ledger of Malote (`MLTE`).
  static let applicationID: Int64 = 0x4D4C_5445

  /// Step `n` makes version `n + 1`.
  static let migrations = [
    chain + interchanges + documents + identities + search + counters + requests
  ]

  static var version: Int64 { Int64(migrations.count) }

  private static let chain = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    -- interchange and document are 0 where an entry is about none.
    CREATE TABLE entry (
      seq INTEGER PRIMARY KEY, interchange INTEGER NOT NULL, document INTEGER NOT NULL, facts BLOB NOT NULL,
      hash BLOB NOT NULL
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
      id INTEGER PRIMARY KEY, state INTEGER NOT NULL, system INTEGER NOT NULL, name BLOB NOT NULL,
      inode INTEGER NOT NULL, size INTEGER NOT NULL, sha256 BLOB, archive BLOB, layout INTEGER,
      volume INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, reprocesses INTEGER, origin INTEGER,
      waiting INTEGER NOT NULL DEFAULT 0, claimed_at INTEGER NOT NULL, done_at INTEGER
    ) STRICT;
    CREATE INDEX interchange_claim ON interchange (name, inode) WHERE state = \(InterchangeState.claiming.code);
    CREATE INDEX interchange_open ON interchange (id) WHERE state NOT IN (\(InterchangeState.ended));
    CREATE TRIGGER interchange_is_never_removed BEFORE DELETE ON interchange
      BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;
    CREATE TABLE inbound_sequence (
      interchange INTEGER NOT NULL, system INTEGER NOT NULL, layout INTEGER NOT NULL, number INTEGER NOT NULL,
      judgement INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
      PRIMARY KEY (system, layout, number, interchange)
    ) STRICT, WITHOUT ROWID;

    """

  // What never changes about a document is in its entry `registered`, and nowhere else.
  private static let documents = """
    CREATE TABLE document (
      key INTEGER PRIMARY KEY, state INTEGER NOT NULL, registered INTEGER NOT NULL, flow INTEGER,
      kind INTEGER NOT NULL, numbered INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL,
      lanes BLOB NOT NULL, wanted_name BLOB, output_sha256 BLOB, output_size INTEGER, resolved_by INTEGER,
      resolved_moved INTEGER NOT NULL DEFAULT 0, refused TEXT, note TEXT, offered INTEGER NOT NULL DEFAULT 1, due INTEGER
    ) STRICT;
    CREATE INDEX document_ready ON document (registered)
      WHERE state = \(DocumentState.waiting.code) AND output_sha256 IS NOT NULL;
    CREATE INDEX document_to_move ON document (key) WHERE resolved_by IS NOT NULL AND resolved_moved = 0;
    CREATE INDEX document_due ON document (due) WHERE due IS NOT NULL;
    CREATE INDEX document_exceptional ON document (state) WHERE state NOT IN (\(DocumentState.ordinaryCodes));
    CREATE TRIGGER document_is_never_removed BEFORE DELETE ON document
      BEGIN SELECT RAISE(ABORT, 'the ledger forgets nothing'); END;

    """

  // Identities and names come from one numbering or another: what is inserted next lies beside what was inserted last.
  private static let identities = """
    CREATE TABLE accepted (
      flow INTEGER NOT NULL, identity TEXT NOT NULL, registered INTEGER NOT NULL, document INTEGER NOT NULL,
      PRIMARY KEY (flow, identity, registered)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE unresolved (
      flow INTEGER NOT NULL, identity TEXT NOT NULL, document INTEGER NOT NULL, registered INTEGER NOT NULL,
      PRIMARY KEY (flow, identity, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE output_name (
      name BLOB NOT NULL, system INTEGER NOT NULL, document INTEGER NOT NULL, next INTEGER NOT NULL,
      PRIMARY KEY (name, system)
    ) STRICT, WITHOUT ROWID;

    """

  // See ``SearchTerm``. `document` has the ordinal 0 where a term leads to a whole file.
  private static let search = """
    CREATE TABLE search (
      volume INTEGER NOT NULL, term BLOB NOT NULL, kind INTEGER NOT NULL, document INTEGER NOT NULL,
      PRIMARY KEY (volume, term, kind, document)
    ) STRICT, WITHOUT ROWID;

    """

  private static let counters = """
    CREATE TABLE file_number (
      system INTEGER NOT NULL, layout INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (system, layout)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE balance (
      subject TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (subject, state)
    ) STRICT, WITHOUT ROWID;

    """

  private static let requests = """
    CREATE TABLE request (
      id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
      asked_at INTEGER NOT NULL, done_at INTEGER, result TEXT
    ) STRICT;
    CREATE INDEX request_pending ON request (id) WHERE done_at IS NULL;

    """
}

extension InterchangeState {
  /// The states of which nothing is left to do, as SQL has them.
  static let ended = "\(InterchangeState.done.code), \(InterchangeState.vanished.code)"
}

extension DocumentState {
  /// The states that nearly all documents are in.
  static let ordinary: Set<DocumentState> = [.waiting, .delivered, .confirmed]

  /// The same as SQL has them, always in one order: an index is made with it and looked for by it.
  static let ordinaryCodes = ordinary.map(\.code).sorted().map(String.init).joined(separator: ", ")
}
