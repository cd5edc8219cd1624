import EDIModel
import Layouts

/// What the first bytes of an XML file say about it.
enum XMLHead {
  /// What was seen.
  enum Result: Equatable {
    /// What was asked for and came so far.
    case facts(Facts)
    /// It does not start like XML at all.
    case notXML
    /// It is XML of a kind that is never read.
    case refused(Finding)
  }

  /// The root element's name, and the texts of elements and attributes by their path from it:
  /// `MessageInformation/@version`.
  struct Facts: Equatable {
    /// The texts; the root's name stands under `/`.
    var texts: [String: String] = [:]
    /// The root's name; `nil` where it does not come so far.
    var root: String? { texts["/"] }

    /// What stands where a recogniser looks.
    func value(at source: Recognition.Source) -> String? {
      if case .path(let path) = source { texts[path] } else { nil }
    }
  }

  /// Looks into the first bytes of a file (64 KiB are plenty) for what recognisers ask, each a list of tests. It ends
  /// where they all know, and narrowing, a recogniser whose test fails asks no more. Whatever is wrong behind what it
  /// finds is left to the reader.
  static func facts(in head: [UInt8], for recognisers: [[Recognition]], isNarrowing: Bool = true) -> Result {
    if case .refused(let name) = XMLEncoding.detect(head.span), head.prefix(8).contains(UInt8(ascii: "<")) {
      return .refused(
        Finding(
          .textEncodingUnsupported, place: Place(line: 1, column: 1, byte: 0), found: name,
          expected: XMLFeed.acceptedEncodings))
    }
    let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard head.dropFirst(mark).first(where: { !$0.isXMLSpace }) == UInt8(ascii: "<") else { return .notXML }
    let scanner = HeadScanner(recognisers, isNarrowing: isNarrowing)
    guard let parser = try? PushParser(listener: scanner, limits: Limits()) else { return .facts(Facts()) }
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
    guard let parser = try? PushParser(listener: Deaf(), limits: Limits()) else { return nil }
    var source = MemorySource(head)
    try? parser.run(&source)
    guard let failure = parser.failure, failure.code != .fileIncomplete else { return nil }
    // A head may end within a character.
    guard isWholeFile || failure.position.byte + 4 < head.count else { return nil }
    let place = Place(line: failure.position.line, column: failure.position.column, byte: failure.position.byte)
    return Finding(failure.code, place: place, found: failure.found, expected: failure.expected)
  }
}

/// Hears all of a file and keeps nothing.
private final class Deaf: XMLListener {
  func startElement(_: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool { true }
  func endElement() {}
  func text(_: UnsafeBufferPointer<UInt8>) {}
  func controlCharactersAhead() {}
}

/// Collects what recognisers ask for and stops as soon as it has all of it.
private final class HeadScanner: XMLListener {
  private(set) var facts = XMLHead.Facts()
  private var recognisers: [[Recognition]]
  private let isNarrowing: Bool
  private var missing: Set<String> = []
  private var steps: [String] = []
  private var text: [UInt8] = []
  private var isWanted = false

  init(_ recognisers: [[Recognition]], isNarrowing: Bool) {
    self.recognisers = recognisers
    self.isNarrowing = isNarrowing
  }

  private func found(_ text: String, at path: String) {
    facts.texts[path] = text
    if isNarrowing {
      recognisers.removeAll { $0.contains { $0.source == .path(path) && !$0.accepts(text) } }
    }
    let asked = recognisers.joined().compactMap { if case .path(let path) = $0.source { path } else { nil } }
    missing = Set(asked).subtracting(facts.texts.keys)
  }

  func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, position: XMLPosition) -> Bool {
    let step = String(decoding: name.bytes, as: UTF8.self)
    if facts.root == nil {
      found(step, at: "/")
      steps.append("")
    } else {
      steps.append(isForeign ? ":" : step)
    }
    let path = steps.dropFirst().joined(separator: "/")
    for index in 0..<attributes.count where attributes.name(index) != nil {
      guard let attribute = attributes.name(index) else { continue }
      let name = (path.isEmpty ? "@" : path + "/@") + String(decoding: attribute.bytes, as: UTF8.self)
      guard missing.contains(name) else { continue }
      var value = Array(attributes.value(index).trimmed)
      value.unescapeAmpersands()
      found(String(decoding: value, as: UTF8.self), at: name)
    }
    isWanted = missing.contains(path)
    text.removeAll()
    return !missing.isEmpty
  }

  func endElement() {
    if isWanted {
      let path = steps.dropFirst().joined(separator: "/")
      found(text.withUnsafeBufferPointer { String(decoding: $0.trimmed, as: UTF8.self) }, at: path)
    }
    isWanted = false
    steps.removeLast()
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isWanted, text.count < 4096 { text.append(contentsOf: bytes) }
  }

  func controlCharactersAhead() {}
}
