public import EDIModel

/// Gathers the mistakes of a set of declarations while they are read, so that people see all of them at once.
public final class DeclarationLog {
  private var known: Set<DeclarationError> = []
  /// The keys that were asked for, by kind of mapping: what the language consists of, as its reader sees it.
  private(set) var vocabulary: [String: Set<String>] = [:]

  /// An empty log.
  public init() {}

  /// Takes down a mistake. The same one at the same place counts once, however often a fragment is included.
  public func report(
    _ code: DeclarationError.Code, at place: DeclarationPlace, _ message: Bilingual, hint: Bilingual? = nil
  ) {
    known.insert(DeclarationError(code, at: place, message, hint: hint))
  }

  /// What was found, by file, line and column.
  public var errors: [DeclarationError] {
    known.sorted { left, right in
      (left.file, left.line, left.column, left.code.rawValue, left.message.pt)
        < (right.file, right.line, right.column, right.code.rawValue, right.message.pt)
    }
  }

  /// Throws what was found, if anything was.
  public func check() throws(DeclarationErrors) {
    if !known.isEmpty { throw DeclarationErrors(errors) }
  }

  func note(_ keys: Set<String>, of kind: String) { vocabulary[kind, default: []].formUnion(keys) }
}
