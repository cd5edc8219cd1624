import EDIModel

/// What the first bytes of an XML file say about it.
enum XMLHead {
  /// What was seen.
  enum Result: Equatable {
    /// The root element's name under `/`, and the texts of those wanted paths that came so far.
    case facts([String: String])
    /// It does not start like XML at all.
    case notXML
    /// It is XML of a kind that is never read.
    case refused(Finding)
  }

  /// Looks into the first bytes of a file (64 KiB are plenty) for the texts of elements and attributes, told by their
  /// path from the root element: `MessageInformation/@version`. Whatever is wrong behind what it finds is left to the
  /// reader.
  static func facts(in head: [UInt8], wanted paths: Set<String>) -> Result {
    if case .refused(let name) = XMLEncoding.detect(head.span), head.prefix(8).contains(UInt8(ascii: "<")) {
      return .refused(
        Finding(
          .textEncodingUnsupported, place: Place(line: 1, column: 1, byte: 0), found: name,
          expected: XMLFeed.acceptedEncodings))
    }
    let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard head.dropFirst(mark).first(where: { !$0.isXMLSpace }) == UInt8(ascii: "<") else { return .notXML }
    let scanner = HeadScanner(wanted: paths)
    guard let parser = try? PushParser(listener: scanner, limits: Limits()) else { return .facts([:]) }
    var source = MemorySource(head)
    try? parser.run(&source)
    guard let failure = parser.failure, failure.code == .xmlDoctype || failure.code == .textEncodingUnsupported else {
      return .facts(scanner.facts)
    }
    let place = Place(line: failure.position.line, column: failure.position.column, byte: failure.position.byte)
    return .refused(Finding(failure.code, place: place, found: failure.found, expected: failure.expected))
  }

  /// Why the first bytes of a file are no XML, where that is why they tell so little; `nil` when nothing is wrong but
  /// their end.
  static func defect(in head: [UInt8], isWholeFile: Bool) -> Finding? {
    // Nothing is ever found at this path, so that all of it is parsed.
    guard let parser = try? PushParser(listener: HeadScanner(wanted: ["@"]), limits: Limits()) else { return nil }
    var source = MemorySource(head)
    try? parser.run(&source)
    guard let failure = parser.failure, failure.code != .fileIncomplete else { return nil }
    // A head may end within a character.
    guard isWholeFile || failure.position.byte + 4 < head.count else { return nil }
    let place = Place(line: failure.position.line, column: failure.position.column, byte: failure.position.byte)
    return Finding(failure.code, place: place, found: failure.found, expected: failure.expected)
  }
}

/// Collects the texts of wanted paths and stops as soon as it has them all.
private final class HeadScanner: XMLListener {
  private(set) var facts: [String: String] = [:]
  private var missing: Set<String>
  private var steps: [String] = []
  private var text: [UInt8] = []
  private var isWanted = false

  init(wanted paths: Set<String>) { missing = paths.subtracting(["/"]) }

  func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool {
    let step = String(decoding: name.bytes, as: UTF8.self)
    if facts["/"] == nil {
      facts["/"] = step
      steps.append("")
    } else {
      steps.append(isForeign ? ":" : step)
    }
    let path = steps.dropFirst().joined(separator: "/")
    for index in 0..<attributes.count where attributes.name(index) != nil {
      guard let attribute = attributes.name(index) else { continue }
      let name = (path.isEmpty ? "@" : path + "/@") + String(decoding: attribute.bytes, as: UTF8.self)
      guard missing.remove(name) != nil else { continue }
      var value = Array(attributes.value(index).trimmed)
      value.unescapeAmpersands()
      facts[name] = String(decoding: value, as: UTF8.self)
    }
    isWanted = missing.contains(path)
    text.removeAll()
    return !missing.isEmpty
  }

  func endElement() {
    if isWanted {
      let path = steps.dropFirst().joined(separator: "/")
      missing.remove(path)
      facts[path] = text.withUnsafeBufferPointer { String(decoding: $0.trimmed, as: UTF8.self) }
    }
    isWanted = false
    steps.removeLast()
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isWanted, text.count < 4096 { text.append(contentsOf: bytes) }
  }

  func controlCharactersAhead() {}
}
