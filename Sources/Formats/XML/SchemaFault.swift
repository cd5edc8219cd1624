import CLibXML2
import EDIModel
import Layouts

/// What an error of the XSD validator means in our words.
struct SchemaFault {
  let code: Int32
  let message: String
  /// How the element's value is spelled, where the layout reads one.
  let form: Form?

  /// Whether it is about a value rather than about which elements stand where.
  var isAboutValue: Bool {
    let first = Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1.rawValue)
    return code >= first && code <= Int32(XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue)
  }

  var findingCode: FindingCode {
    guard isAboutValue else { return .xmlStructure }
    switch code {
    case Int32(XML_SCHEMAV_CVC_MAXLENGTH_VALID.rawValue): return .fieldTooLong
    case Int32(XML_SCHEMAV_CVC_TOTALDIGITS_VALID.rawValue): return .fieldTooManyDigits
    case Int32(XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID.rawValue): return .fieldTooManyDecimals
    case Int32(XML_SCHEMAV_CVC_ENUMERATION_VALID.rawValue): return .fieldNotInList
    default: return codeOfForm
    }
  }

  private var codeOfForm: FindingCode {
    switch form {
    case .pointDecimal, .impliedDecimal: .fieldNotANumber
    case .date, .dateOfDatetime, .datetime, .datetimeOfDate: .fieldNotADate
    case .time: .fieldNotATime
    case .boolean, .code: .fieldNotInList
    case .text, .oneLine, nil: .xmlStructure
    }
  }

  /// Whether an element ended before all it needs was there, or began without an attribute that it needs.
  var isMissingChild: Bool {
    isAboutContent && message.contains("Missing child") || code == Int32(XML_SCHEMAV_CVC_COMPLEX_TYPE_4.rawValue)
  }

  /// The elements that would have been right, which libxml2 names in parentheses.
  var expected: Bilingual? {
    guard isAboutContent, let open = message.lastIndex(of: "("), let close = message.lastIndex(of: ")"), open < close
    else { return nil }
    let names = message[message.index(after: open)..<close].split { $0 == " " || $0 == "," }
    return Bilingual(Finding.printable(names.joined(separator: ", ").utf8))
  }

  private var isAboutContent: Bool { code == Int32(XML_SCHEMAV_ELEMENT_CONTENT.rawValue) }
}
