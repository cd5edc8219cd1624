import CLibXML2

/// The one-time preparation of libxml2 for a process with several threads.
enum XMLLibrary {
  /// Prepares the library on the first call. Nothing is ever loaded by name afterwards: no DTD, no entity, no schema
  /// that another one imports, from neither network nor disk.
  static func prepare() { _ = prepared }

  private static let prepared: Void = {
    xmlInitParser()
    xmlSchemaInitTypes()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()
}
