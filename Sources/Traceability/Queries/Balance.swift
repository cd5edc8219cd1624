import EDIModel
import GRDB

/// The conservation sum: every document that ever came is in exactly one state.
public struct Balance: Sendable, Equatable {
  /// How many documents are in each state; states without any are left out.
  public let documents: [DocumentState: Int]
  /// How many interchanges are in each state; states without any are left out.
  public let interchanges: [InterchangeState: Int]
  /// How many documents were ever registered, counted on its own.
  public let total: Int

  /// Makes a balance.
  public init(documents: [DocumentState: Int], interchanges: [InterchangeState: Int], total: Int) {
    self.documents = documents
    self.interchanges = interchanges
    self.total = total
  }

  /// Registered documents less those in some state: always 0.
  public var gap: Int { total - documents.values.reduce(0, +) }
}

extension LedgerReading {
  /// The conservation sum, from counters that are kept in the transactions themselves.
  public func balance() throws(LedgerError) -> Balance {
    try connection.read { words in
      var documents: [DocumentState: Int] = [:]
      var interchanges: [InterchangeState: Int] = [:]
      var total = 0
      for (subject, state, count) in try Counter.all(words.database) where count != 0 {
        switch subject {
        case "document": documents[try Counter.state(state)] = count
        case "interchange": interchanges[try Counter.state(state)] = count
        case "total": total = count
        default: break
        }
      }
      return Balance(documents: documents, interchanges: interchanges, total: total)
    }
  }
}

/// The counters as they are stored.
enum Counter {
  /// How many business keys are a person's.
  static let personal = "personal key"

  static func all(_ database: Database) throws -> [(subject: String, state: String, count: Int)] {
    try database.all("SELECT subject, state, count FROM balance") { columns in
      (try columns.text(), try columns.text(), Int(try columns.integer()))
    }
  }

  static func state<State: RawRepresentable<String>>(_ word: String) throws -> State {
    guard let state = State(rawValue: word) else { throw LedgerError(.damaged, detail: "counter '\(word)'") }
    return state
  }
}
