public import EDIModel

/// A business operation from one system to the other, compiled from `Schemas/<flow>/flow.yaml` with all its layouts.
public struct Flow: Sendable {
  /// Its name, which is its folder's: `ordem-producao`.
  public let name: String
  /// What people call it.
  public let title: Bilingual
  /// What its documents are.
  public let kind: Kind
  /// The system whose files it reads.
  public let from: String
  /// The system that gets the result.
  public let to: String
  /// The document's fields.
  public let shape: DocumentShape
  /// What makes two documents the same one.
  public let identity: Identity
  /// The lanes in which its documents travel.
  public let lanes: [Lane]
  /// The business keys by which people find its documents.
  public let keys: [TraceKey]
  /// The field that holds the company, where the flow has one.
  public let company: FieldRef?
  /// The field that holds the branch, where the flow has one.
  public let branch: FieldRef?
  /// What happens to the good documents of a file that has a bad one.
  public let rejects: Rejection
  /// In which layout of ``to`` a document is written.
  public internal(set) var deliveries: Deliveries
  /// The same for ``from``, which gets documents of this flow too where they are receipts; else `nil`.
  public internal(set) var returns: Deliveries?
  /// The rules that its documents keep.
  public let rules: [Rule]
  /// Its layouts, by name.
  public internal(set) var layouts: [Layout]

  /// The layout of that name.
  public func layout(named name: String) -> Layout? { layouts.first { $0.name == name } }

  /// The layouts in which a system writes (`from`) or reads (`to`) this flow.
  public func layouts(of system: String) -> [Layout] { layouts.filter { $0.system == system } }

  /// What the documents of a flow are.
  public enum Kind: String, Sendable, CaseIterable {
    /// Business, which goes from one system to the other.
    case business
    /// What a system, or the gateway itself, says of a file to who sent it: both systems write and read them.
    case receipt
  }

  /// What makes two documents the same one.
  public struct Identity: Sendable {
    /// How repetitions are judged.
    public enum Kind: String, Sendable, CaseIterable {
      /// The key is the sender's own record id: other content under the same key is rejected.
      case event
      /// The key is an object: other content under the same key is its next version.
      case state
    }

    /// How repetitions are judged.
    public let kind: Kind
    /// The fields of the key, all in the root group.
    public let key: [FieldRef]
    /// The source's own time stamp, by which versions and lanes are ordered. A `datetime` of the root group.
    public let stamp: FieldRef
  }

  /// A named key, shared by flows, whose documents travel in order.
  public struct Lane: Sendable {
    /// Its name: `op`, `pedido`.
    public let name: String
    /// The fields of its key, all in the root group.
    public let key: [FieldRef]
  }

  /// A business key that the ledger indexes.
  public struct TraceKey: Sendable {
    /// What people ask for: `op`, `pedido`, `produto`, `bobina`.
    public let kind: String
    /// The field that holds it, in any group.
    public let field: FieldRef
  }

  /// The layouts in which documents are written, by name: that of the first case that fits, else the standard.
  public struct Deliveries: Sendable {
    /// Documents that have a layout of their own.
    public let cases: [(condition: Condition, layout: String)]
    /// The layout of all others; a site may choose another.
    public let standard: String
  }

  /// What happens to the good documents of a file that has a bad one.
  public enum Rejection: String, Sendable, CaseIterable {
    /// They go on.
    case document
    /// The whole file is rejected.
    case interchange
  }
}

extension Flow {
  /// From whom to whom: `protheus → trimpaper`; receipts go both ways.
  var way: String { "\(from) \(kind == .receipt ? "↔" : "→") \(to)" }
}
