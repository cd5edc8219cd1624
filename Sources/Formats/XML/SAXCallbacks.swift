import CLibXML2
import EDIModel

/// The C functions that libxml2 calls. Each finds its parser in the user data and passes on.
enum SAXCallbacks {
  /// A handler that knows elements, text, errors and the one thing that is refused at sight. Without the entity members
  /// no entity but the five predefined ones exists.
  static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = startElement
    handler.endElementNs = endElement
    handler.characters = characters
    // The same function: only then does libxml2 not try to guess which blanks are insignificant.
    handler.ignorableWhitespace = characters
    handler.cdataBlock = characters
    handler.internalSubset = doctype
    handler.serror = failed
    return handler
  }

  private static func withParser(_ context: UnsafeMutableRawPointer?, _ body: (PushParser) -> Void) {
    guard let context else { return }
    Unmanaged<PushParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }

  private static let startElement: startElementNsSAX2Func = {
    context, name, prefix, namespace, namespaces, _, count, _, attributes in
    guard let name else { return }
    withParser(context) {
      $0.startElement(
        name, isForeign: namespace != nil || prefix != nil,
        attributes: XMLAttributes(base: attributes, count: Int(count)),
        namespaces: Int(namespaces))
    }
  }

  private static let endElement: endElementNsSAX2Func = { context, _, _, _ in withParser(context) { $0.endElement() } }

  private static let characters: charactersSAXFunc = { context, bytes, count in
    withParser(context) { $0.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
  }

  private static let doctype: internalSubsetSAXFunc = { context, _, _, _ in withParser(context) { $0.fail(.xmlDoctype) }
  }

  private static let failed: xmlStructuredErrorFunc = { context, error in
    guard let error else { return }
    withParser(context) { $0.failed(error.pointee) }
  }
}
