/// A document as its destination gets it.
public struct FileOutput: Sendable {
  /// The document's number in its file, from 1.
  public let ordinal: Int
  /// The name of its file as the layout gives it, before it is made safe and unique.
  public let name: [UInt8]
  /// The file itself.
  public let bytes: [UInt8]
}

/// Documents that follow one another in a file, as their destination gets them: all in one buffer, because most of them
/// are small and there may be hundreds of thousands.
public struct FileOutputs: Sendable {
  /// The files, one behind the other.
  public private(set) var bytes: [UInt8] = []
  /// What each of them is.
  public private(set) var entries: [Entry] = []
  /// The names of ``entries``, one behind the other.
  public private(set) var names: [UInt8] = []

  /// One of the files.
  public struct Entry: Sendable, BitwiseCopyable {
    /// The document's number in its file, from 1.
    public let ordinal: Int
    /// How many bytes its name has.
    public let nameCount: Int
    /// How many bytes its file has.
    public let count: Int

    /// Describes one of the files.
    public init(ordinal: Int, nameCount: Int, count: Int) {
      self.ordinal = ordinal
      self.nameCount = nameCount
      self.count = count
    }
  }

  /// None yet.
  public init() {}

  /// Puts together what was kept apart; counts of `entries` add up to those of `names` and `bytes`.
  public init(bytes: [UInt8], entries: [Entry], names: [UInt8]) {
    self.bytes = bytes
    self.entries = entries
    self.names = names
  }

  /// Adds a file with what `write` and `name` append to the buffers of files and names; when `write` says `false`, what it
  /// appended is taken back.
  public mutating func add(ordinal: Int, name: (inout [UInt8]) -> Void, _ write: (inout [UInt8]) -> Bool) {
    let (start, nameStart) = (bytes.count, names.count)
    guard write(&bytes) else {
      bytes.removeLast(bytes.count - start)
      return
    }
    name(&names)
    entries.append(Entry(ordinal: ordinal, nameCount: names.count - nameStart, count: bytes.count - start))
  }

  /// Makes room for so many files like those that are there.
  mutating func reserveCapacity(times count: Int) {
    bytes.reserveCapacity(bytes.count * count * 5 / 4)
    names.reserveCapacity(names.count * count * 5 / 4)
    entries.reserveCapacity(entries.count * count)
  }

  /// Hands them over one by one. Throws what `body` throws.
  public func forEach(_ body: (FileOutput) throws -> Void) rethrows {
    var (name, file) = (0, 0)
    for entry in entries {
      defer { (name, file) = (name + entry.nameCount, file + entry.count) }
      try body(
        FileOutput(
          ordinal: entry.ordinal, name: Array(names[name..<name + entry.nameCount]),
          bytes: Array(bytes[file..<file + entry.count])))
    }
  }
}
