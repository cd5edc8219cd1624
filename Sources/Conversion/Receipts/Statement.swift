import EDIModel
import Layouts

/// What a system says in a receipt of its own about something that it was given.
public struct Statement: Sendable {
  /// A key that a document has in the system that answers.
  public struct Key: Sendable, Hashable {
    /// What that system calls it: `PRODUCTIONAPPOINTMENTINTERNALID`.
    public let kind: String
    /// The key itself.
    public let value: String
  }

  /// How it names what it was given: its message's identifier, or the key of the business that it carries.
  public var reference: String?
  /// The keys of the sender that it repeats.
  public var senderKeys: [String] = []
  /// The name of the message.
  public var message: String?
  /// The name of the file that it was given.
  public var fileName: String?
  /// SHA-256 of that file, in hex.
  public var sha256: String?
  /// Whether it took it; `nil` while it has not decided.
  public var isTaken: Bool?
  /// What it says about it, one sentence behind the other; `nil` for nothing.
  public var text: String?
  /// The keys that it has there now.
  public var keys: [Key] = []
}

/// The codes of the queue of Protheus that are no refusal.
enum QueueCode {
  /// It was processed before: success for who sends it.
  static let processedBefore = "3"
  /// It is being processed: the answer comes later.
  static let beingProcessed = "4"
}

extension ReceiptShape {
  /// What a receipt says, read from the fields of its flow.
  func statement(in document: Document) -> Statement {
    var statement = Statement()
    statement.reference = text(.reference, in: .root, of: document)
    statement.message = text(.message, in: .root, of: document)
    statement.fileName = text(.fileName, in: .root, of: document)
    statement.sha256 = text(.sha256, in: .root, of: document)
    statement.isTaken = isTaken(document)
    let sentences = texts(.messageText, of: document) + texts(.documentText, of: document)
    statement.text = sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    statement.senderKeys = texts(.documentKey, of: document)
    statement.keys = rows(of: .destinationKey, in: document).compactMap { row in
      text(.destinationKey, in: row, of: document).map {
        Statement.Key(kind: text(.destinationKind, in: row, of: document) ?? "chave", value: $0)
      }
    }
    return statement
  }

  private func isTaken(_ document: Document) -> Bool? {
    if text(.outcome, in: .root, of: document) == Receipt.Outcome.accepted.rawValue { return true }
    let codes = texts(.messageAnswer, of: document)
    if codes.contains(QueueCode.beingProcessed) { return nil }
    return !codes.isEmpty && codes.allSatisfy { $0 == QueueCode.processedBefore }
  }

  private func texts(_ field: ReceiptField, of document: Document) -> [String] {
    rows(of: field, in: document).compactMap { text(field, in: $0, of: document) }
  }
}
