public import EDIModel
public import Layouts

/// What is written beside the document's own fields. All of it is in the ledger before a byte is written.
public struct WriteContext: Sendable {
  /// The sequence number of the file for its receiver.
  public var fileNumber: Int64
  /// `P` for production, `T` for test.
  public var environment: String
  /// The document's identifier, derived from its identity.
  public var identifier: String

  /// Makes a context.
  public init(fileNumber: Int64, environment: String, identifier: String) {
    self.fileNumber = fileNumber
    self.environment = environment
    self.identifier = identifier
  }
}

/// Writes documents in one layout, one file each. Made once per layout, used from any thread.
public protocol DocumentWriter: Sendable {
  /// The layout that it writes.
  var layout: Layout { get }

  /// Appends the file for `document` to `output`. With a finding of severity error what was appended is not to be used.
  func write(_ document: Document, context: WriteContext, into output: inout [UInt8]) -> [Finding]
}
