/// What a file's name says about it before anybody looks at the file.
struct NameRules {
  /// What a name is.
  enum Kind: Equatable {
    /// An ordinary file.
    case file
    /// Ready to be taken, but nothing for Malote.
    case ignored
    /// Unfinished, or somebody's own business: never touched.
    case temporary
    /// The marker of the file of this name.
    case marker(of: [UInt8])
  }

  private let temporaryPrefixes: [[UInt8]]
  private let temporarySuffixes: [[UInt8]]
  private let ignoredPrefixes: [[UInt8]]
  private let markerSuffix: [UInt8]?

  init(_ options: FolderOptions) {
    temporaryPrefixes = options.temporaryPrefixes.map { Array($0.utf8) }
    temporarySuffixes = options.temporarySuffixes.map { $0.utf8.map(Self.lowercase) }
    ignoredPrefixes = options.ignoredPrefixes.map { Array($0.utf8) }
    markerSuffix = options.markerSuffix.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
  }

  /// What a name is. A leading dot is always temporary: that is where the work area and the parts lie.
  func kind(of name: [UInt8]) -> Kind {
    if name.first == UInt8(ascii: ".") || temporaryPrefixes.contains(where: name.starts(with:)) { return .temporary }
    if temporarySuffixes.contains(where: { Self.ends(name, with: $0) }) { return .temporary }
    if let markerSuffix, name.count > markerSuffix.count, name.suffix(markerSuffix.count).elementsEqual(markerSuffix) {
      return .marker(of: Array(name.dropLast(markerSuffix.count)))
    }
    return ignoredPrefixes.contains(where: name.starts(with:)) ? .ignored : .file
  }

  /// The name of a file's marker; `nil` where there are no markers.
  func marker(of name: [UInt8]) -> [UInt8]? { markerSuffix.map { name + $0 } }

  private static func ends(_ name: [UInt8], with suffix: [UInt8]) -> Bool {
    name.count >= suffix.count && name.suffix(suffix.count).map(lowercase) == suffix
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
