import CLibXML2

/// libxml2's XSD validator, fed with events of our making instead of the parser's own.
///
/// What it finds waits in ``log`` until the caller asks, so that it never calls back into whoever feeds it.
final class SchemaValidator {
  let log = SchemaLog()
  @exclusivity(unchecked) private var isStopped = false
  private let schema: CompiledSchema
  private let context: xmlSchemaValidCtxtPtr
  private let plug: xmlSchemaSAXPlugPtr
  private let userData: UnsafeMutableRawPointer?
  private let startElement: startElementNsSAX2Func
  private let endElement: endElementNsSAX2Func
  private let characters: charactersSAXFunc
  /// What the plug hangs on: it insists on a place to put its handler in, and keeps its address.
  private let slot: UnsafeMutablePointer<xmlSAXHandlerPtr?>
  private let userSlot: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  init(_ schema: CompiledSchema) throws(XMLSetupError) {
    guard let context = xmlSchemaNewValidCtxt(schema.pointer) else { throw .memory }
    let slot = UnsafeMutablePointer<xmlSAXHandlerPtr?>.allocate(capacity: 1)
    let userSlot = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
    slot.initialize(to: nil)
    userSlot.initialize(to: nil)
    xmlSchemaSetValidStructuredErrors(
      context, { SchemaLog.from($0)?.append($1) }, Unmanaged.passUnretained(log).toOpaque())
    guard let plug = xmlSchemaSAXPlug(context, slot, userSlot), let handler = slot.pointee?.pointee,
      let start = handler.startElementNs, let end = handler.endElementNs, let characters = handler.characters
    else {
      xmlSchemaFreeValidCtxt(context)
      slot.deallocate()
      userSlot.deallocate()
      throw .memory
    }
    self.schema = schema
    self.context = context
    self.plug = plug
    self.slot = slot
    self.userSlot = userSlot
    userData = userSlot.pointee
    startElement = start
    endElement = end
    self.characters = characters
  }

  deinit {
    xmlSchemaSAXUnplug(plug)
    xmlSchemaFreeValidCtxt(context)
    slot.deallocate()
    userSlot.deallocate()
  }

  /// Nothing that comes from now on is checked.
  func stop() { isStopped = true }

  /// An element begins. `name` and the names of the attributes must outlive it; `attributes` holds five pointers each
  /// as in SAX2 (name, prefix, namespace, start and end of the value).
  func start(_ name: UnsafePointer<UInt8>, attributes: inout [UnsafePointer<UInt8>?]) {
    guard !isStopped else { return }
    let count = Int32(attributes.count / 5)
    attributes.withUnsafeMutableBufferPointer {
      startElement(userData, name, nil, nil, 0, nil, count, 0, count == 0 ? nil : $0.baseAddress)
    }
  }

  /// Text of the open element.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isStopped else { return }
    characters(userData, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count))
  }

  /// The open element ends.
  func end(_ name: UnsafePointer<UInt8>) { if !isStopped { endElement(userData, name, nil, nil) } }
}
