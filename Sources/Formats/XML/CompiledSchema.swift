import CLibXML2

/// A layout's XSD, compiled once.
///
/// `@unchecked Sendable`: the schema behind the pointer is not changed after it was made, and validating with it writes
/// to the validator's own context only, so any number of threads may use one schema side by side.
final class CompiledSchema: @unchecked Sendable {
  let pointer: xmlSchemaPtr
  /// The XSD as it was parsed, which the schema goes on pointing into.
  private let document: xmlDocPtr

  /// Compiles `text`. A warning is an error too: an import that cannot be followed is nothing but a warning.
  init(_ text: String, layout: String) throws(XMLSetupError) {
    XMLLibrary.prepare()
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    guard let document = xmlReadMemory(text, Int32(text.utf8.count), nil, "UTF-8", options) else {
      throw .schema(layout, Self.lastError)
    }
    let log = SchemaLog()
    guard let schema = Self.compile(document, log), log.isEmpty else {
      let first = log.entries.first.map { "\($0.line): \($0.message)" }
      xmlFreeDoc(document)
      throw .schema(layout, first ?? Self.lastError)
    }
    self.document = document
    pointer = schema
  }

  deinit {
    xmlSchemaFree(pointer)
    xmlFreeDoc(document)
  }

  private static func compile(_ document: xmlDocPtr, _ log: SchemaLog) -> xmlSchemaPtr? {
    guard let parser = xmlSchemaNewDocParserCtxt(document) else { return nil }
    defer { xmlSchemaFreeParserCtxt(parser) }
    let context = Unmanaged.passUnretained(log).toOpaque()
    xmlSchemaSetParserStructuredErrors(parser, { SchemaLog.from($0)?.append($1) }, context)
    return xmlSchemaParse(parser)
  }

  private static var lastError: String {
    guard let error = xmlGetLastError()?.pointee else { return "XSD" }
    return "\(error.line): " + (error.message.map { String(cString: $0).filter { $0 != "\n" } } ?? "XSD")
  }
}

/// What libxml2's schema code complains about, kept until somebody asks.
final class SchemaLog {
  struct Entry {
    /// libxml2's own number of the error.
    let code: Int32
    let line: Int32
    /// English, for mistakes in a schema; never shown for a partner's document.
    let message: String
  }

  private(set) var entries: [Entry] = []
  /// Whether there is something; asked after every event.
  @exclusivity(unchecked) private(set) var isEmpty = true

  static func from(_ context: UnsafeMutableRawPointer?) -> SchemaLog? {
    context.map { Unmanaged<SchemaLog>.fromOpaque($0).takeUnretainedValue() }
  }

  func append(_ error: xmlErrorPtr?) {
    guard let error = error?.pointee else { return }
    let message = error.message.map { String(cString: $0) } ?? ""
    entries.append(
      Entry(code: error.code, line: error.line, message: String(message.prefix(1000).filter { $0 != "\n" })))
    isEmpty = false
  }

  /// Hands over what there is.
  func take() -> [Entry] {
    defer {
      entries.removeAll()
      isEmpty = true
    }
    return entries
  }
}
