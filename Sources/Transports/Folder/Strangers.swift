/// What lies in an inbox and is no file: each is named once, for as long as it lies there.
struct Strangers {
  /// How many are kept in mind; further ones are not named before some of these are gone.
  private static let capacity = 1024

  private struct Key: Hashable {
    let inode: UInt64
    let kind: String
  }

  private var lastMet: [Key: Int] = [:]
  private var listing = 0
  private var new: [Stranger] = []

  /// A stranger was met.
  mutating func meet(_ name: [UInt8], inode: UInt64, kind: String) {
    let key = Key(inode: inode, kind: kind)
    if lastMet[key] == nil {
      guard lastMet.count < Self.capacity else { return }
      new.append(Stranger(name: name, kind: kind))
    }
    lastMet[key] = listing
  }

  /// A listing begins: what it does not meet is gone.
  mutating func beginListing() { listing += 1 }

  /// A listing has met everything.
  mutating func endListing() { lastMet = lastMet.filter { $0.value == listing } }

  /// Those met for the first time since the last call.
  mutating func takeNew() -> [Stranger] {
    defer { new = [] }
    return new
  }
}
