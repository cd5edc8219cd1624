import CLibXML2
import EDIModel

/// What libxml2's well-formedness errors become.
enum MalformedText {
  /// The failure for an error; `isTruncated`: it is about the end of a file that broke off.
  static func failure(_ error: xmlError, at position: XMLPosition, isTruncated: Bool) -> XMLFailure {
    if isTruncated { return XMLFailure(code: .fileIncomplete, position: position) }
    switch error.code {
    case Int32(XML_ERR_INVALID_CHAR.rawValue):
      return XMLFailure(code: .textControlCharacter, position: position)
    case Int32(XML_ERR_NAME_TOO_LONG.rawValue):
      return XMLFailure(code: .xmlTokenTooLong, position: position)
    case Int32(XML_ERR_TAG_NAME_MISMATCH.rawValue):
      return XMLFailure(
        code: .xmlMalformed, position: position, found: tag(error.str2), expected: tag(error.str1).map { Bilingual($0) }
      )
    case Int32(XML_ERR_UNDECLARED_ENTITY.rawValue):
      let name = error.str1.map { Finding.printable("&\(String(cString: $0));".utf8) }
      return XMLFailure(
        code: .xmlMalformed, position: position, found: name, expected: Bilingual("&amp; &lt; &gt; &quot; &apos;"))
    case Int32(XML_ERR_RESERVED_XML_NAME.rawValue):
      return XMLFailure(
        code: .xmlMalformed, position: position, found: "<?xml",
        expected: Bilingual(pt: "<?xml no começo do arquivo, sem nada antes", en: "<?xml at the very start of the file")
      )
    case Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue):
      let prefix = error.str1.map { Finding.printable(String(cString: $0).utf8) } ?? ""
      return XMLFailure(
        code: .xmlMalformed, position: position, found: "\(prefix):", expected: Bilingual("xmlns:\(prefix)=\"…\""))
    default:
      return XMLFailure(code: .xmlMalformed, position: position)
    }
  }

  private static func tag(_ name: UnsafeMutablePointer<CChar>?) -> String? {
    name.map { Finding.printable("</\(String(cString: $0))>".utf8) }
  }
}
