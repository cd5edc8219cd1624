import CLibXML2
import EDIModel

/// libxml2's push parser with every door shut: no DOCTYPE, no entity of the document's own, no look at what the file
/// says about its encoding (that is decided before), and limits on depth, attributes, tokens and size.
///
/// It counts the whole file, also behind the place where it gave up.
final class PushParser {
  let limits: Limits
  private let listener: any XMLListener
  let context: xmlParserCtxtPtr
  // These two are not checked for overlapping access, for the sake of speed: nobody holds on to them during callbacks.
  @exclusivity(unchecked) private(set) var feed = XMLFeed()
  @exclusivity(unchecked) private(set) var isStopped = false
  /// Why it stopped; `nil` when it did not or when the listener wanted it to.
  private(set) var failure: XMLFailure?
  private var isAtEnd = false
  /// All that was whole has been parsed: what is left is what the file broke off in.
  private var isFinishing = false
  private var depth = 0
  private var sawRoot = false
  /// Bytes of text since the last tag.
  private var textLength = 0

  init(listener: any XMLListener, limits: Limits) throws(XMLSetupError) {
    XMLLibrary.prepare()
    var handler = SAXCallbacks.handler()
    guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else { throw .memory }
    self.limits = limits
    self.listener = listener
    self.context = context
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Whether the root element's end tag was read.
  var isComplete: Bool { sawRoot && depth == 0 }

  /// The pointer by which callbacks will name `name`.
  func intern(_ name: [UInt8]) -> XMLName? {
    name.withUnsafeBufferPointer { xmlDictLookup(context.pointee.dict, $0.baseAddress, Int32($0.count)) }
  }

  /// Where the parser stands.
  var position: XMLPosition {
    guard let input = context.pointee.input else { return feed.end }
    let offset = Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    return XMLPosition(
      line: Int(input.pointee.line), column: Int(input.pointee.col), byte: feed.fileOffset(of: offset))
  }

  /// Reads `source` to its end. Throws what it throws.
  func run(_ source: inout some ByteSource) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var kept = 0
    while !isAtEnd {
      var filled = kept
      while filled < buffer.count {
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { isAtEnd = true; break }
        filled += count
      }
      let chunk = UnsafeRawBufferPointer(rebasing: buffer[..<filled]).assumingMemoryBound(to: UInt8.self)
      let used = take(chunk)
      kept = filled - used
      if kept > 0 { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[used..<filled])) }
    }
    finish()
  }

  /// Takes the next bytes of the file and says how many of them; the rest is the start of a character.
  private func take(_ chunk: UnsafeBufferPointer<UInt8>) -> Int {
    if isStopped { return feed.count(chunk) }
    if !feed.isOpen, let fault = feed.open(chunk) { fail(fault) }
    if isStopped { return feed.count(chunk) }
    var check = ByteCheck(chunk, encoding: feed.encoding)
    if isAtEnd, check.fault == nil, check.valid < chunk.count { check.fault = .textInvalidByte }
    if check.sawControl { listener.controlCharactersAhead() }
    parse(UnsafeBufferPointer(rebasing: chunk[..<check.valid]))
    if feed.end.byte > limits.document { fail(.fileTooLarge, expected: Self.atMost(limits.document)) }
    guard let fault = check.fault else { return check.valid }
    let found = Finding.printable(CollectionOfOne(chunk[check.valid]))
    fail(XMLFailure(code: fault, position: feed.end, found: found))
    return check.valid + feed.count(UnsafeBufferPointer(rebasing: chunk[check.valid...]))
  }

  /// Hands valid bytes to libxml2, whose callbacks run meanwhile, then counts them.
  private func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
    func push(_ text: UnsafeBufferPointer<UInt8>) {
      text.withMemoryRebound(to: CChar.self) { _ = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0) }
    }
    let text = feed.text(bytes)
    if feed.encoding == .utf8 {
      push(text)
    } else {
      feed.transcode(text).withUnsafeBufferPointer(push)
    }
    _ = feed.count(bytes)
    guardToken()
  }

  private func finish() {
    guard !isStopped else { return }
    isFinishing = true
    xmlParseChunk(context, nil, 0, 1)
    if !isComplete { fail(.fileIncomplete) }
  }

  /// Stops because of something in the file. The first reason stands.
  func fail(_ code: FindingCode, found: String? = nil, expected: Bilingual? = nil) {
    fail(XMLFailure(code: code, position: position, found: found, expected: expected))
  }

  private func fail(_ failure: XMLFailure) {
    guard !isStopped else { return }
    self.failure = failure
    stop()
  }

  private func stop() {
    isStopped = true
    xmlStopParser(context)
  }

  static func atMost(_ bytes: Int) -> Bilingual {
    Bilingual(pt: "no máximo \(bytes) bytes", en: "at most \(bytes) bytes")
  }
  static func upTo(_ count: Int) -> Bilingual { Bilingual(pt: "no máximo \(count)", en: "at most \(count)") }
}

/// What libxml2 calls back with.
extension PushParser {
  func startElement(_ name: XMLName, isForeign: Bool, attributes: XMLAttributes, namespaces: Int) {
    guard !isStopped, !isFinishing else { return }
    depth += 1
    sawRoot = true
    textLength = 0
    if depth > limits.depth { return fail(.xmlTooDeep, expected: Self.upTo(limits.depth)) }
    if attributes.count + namespaces > limits.attributes {
      return fail(.xmlTooManyAttributes, expected: Self.upTo(limits.attributes))
    }
    var place = position
    place.column += 1
    place.byte += 1
    if !listener.startElement(name, isForeign: isForeign, attributes: attributes, position: place) { stop() }
  }

  func endElement() {
    guard !isStopped else { return }
    depth -= 1
    textLength = 0
    listener.endElement()
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isStopped else { return }
    textLength += bytes.count
    if textLength > limits.token { return fail(.xmlTokenTooLong, expected: Self.atMost(limits.token)) }
    listener.text(bytes)
  }

  func failed(_ error: xmlError) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue, !isStopped else { return }
    fail(MalformedText.failure(error, at: position, isTruncated: isFinishing && !isComplete))
  }
}
