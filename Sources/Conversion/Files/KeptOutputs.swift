/// Where outputs beyond those that fit into memory wait for their file's verdict.
public protocol OutputSpool {
  /// Puts outputs behind the others; `false` when there is no room for them.
  func append(_ outputs: FileOutputs) -> Bool
  /// Hands all of them over, in order. Throws what reading them back or `use` throws.
  func each(_ use: (FileOutputs) throws -> Void) throws
}

/// The outputs of a file until it has its verdict: in memory as far as they fit, else in a spool.
struct KeptOutputs {
  /// Whether all that was added is still there. Without room the file is read again instead.
  private(set) var isWhole = true
  private let limit: Int
  private let makeSpool: (() -> (any OutputSpool)?)?
  private var outputs: [FileOutputs] = []
  private var size = 0
  private var spool: (any OutputSpool)?

  init(limit: Int, makeSpool: (() -> (any OutputSpool)?)?) {
    self.limit = limit
    self.makeSpool = makeSpool
  }

  mutating func add(_ some: FileOutputs) {
    guard isWhole, !some.entries.isEmpty else { return }
    size += some.bytes.count
    if spool == nil {
      outputs.append(some)
      guard size > limit else { return }
      spool = makeSpool?()
      isWhole = spool != nil && outputs.allSatisfy { spool?.append($0) ?? false }
      outputs = []
    } else {
      isWhole = spool?.append(some) ?? false
    }
    if !isWhole { spool = nil }
  }

  func each(_ use: (FileOutputs) throws -> Void) throws {
    if let spool { try spool.each(use) } else { try outputs.forEach(use) }
  }
}
