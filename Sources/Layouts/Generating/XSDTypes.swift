import EDIModel

/// The simple types of a generated schema: one per spelling that is in use, in the order of first use.
///
/// A type is never stricter than the reader's own check of the same spelling, so that each mistake is found by the
/// reader, in its own words, and the validator only confirms it.
struct XSDTypes {
  static let any = "xs:string"
  /// What libxml2 holds in a decimal; longer numbers are checked by their pattern alone.
  private static let maximumDigits = 22

  private var names: [String: String] = [:]
  private(set) var declarations: [String] = []

  /// The name of the type of what a binding reads.
  mutating func name(of binding: Binding) -> String {
    if let checked = binding.checked {
      return enumeration([String(decoding: checked, as: UTF8.self)], prefix: "constant")
    }
    return binding.field == nil ? Self.any : name(of: binding.form)
  }

  private mutating func name(of form: Form) -> String {
    switch form {
    case .text(let size), .oneLine(let size):
      declare("text-\(size)", base: "xs:token", ["<xs:maxLength value=\"\(size)\"/>"])
    case .pointDecimal(let digits, let decimals): decimal(digits, decimals)
    case .impliedDecimal: digits(named: "digits", "[0-9]+")
    case .date(separated: true): "xs:date"
    case .date(separated: false): digits(named: "date-digits", "[0-9]{8}")
    case .time(separated: true): "xs:time"
    case .time(separated: false): digits(named: "time-digits", "[0-9]{6}")
    case .datetime(separated: true), .dateOfDatetime: "xs:dateTime"
    case .datetimeOfDate: "xs:date"
    case .datetime(separated: false): digits(named: "datetime-digits", "[0-9]{14}")
    case .boolean(yes: "true", no: "false"): "xs:boolean"
    case .boolean(let yes, let no): enumeration([yes, no], prefix: "boolean")
    case .code(_, ignoresCase: true): Self.any
    case .code(let entries, ignoresCase: false): enumeration(entries.map(\.outer), prefix: "code")
    }
  }

  private mutating func decimal(_ digits: Int, _ decimals: Int) -> String {
    let integers = digits - decimals
    let whole = integers == 0 ? "0+" : "0*[0-9]{1,\(integers)}"
    let fraction = decimals == 0 ? "(\\.0+)?" : "(\\.[0-9]{0,\(decimals)}0*)?"
    let pattern = "<xs:pattern value=\"[+\\-]?\(whole)\(fraction)\"/>"
    let name = "decimal-\(digits)-\(decimals)"
    guard digits <= Self.maximumDigits else { return declare(name, base: "xs:token", [pattern]) }
    return declare(
      name, base: "xs:decimal",
      ["<xs:totalDigits value=\"\(digits)\"/>", "<xs:fractionDigits value=\"\(decimals)\"/>", pattern])
  }

  private mutating func digits(named name: String, _ pattern: String) -> String {
    declare(name, base: "xs:token", ["<xs:pattern value=\"\(pattern)\"/>"])
  }

  private mutating func enumeration(_ values: [String], prefix: String) -> String {
    let key = prefix + "\u{0}" + values.joined(separator: "\u{0}")
    let count = names.keys.count { $0.hasPrefix(prefix + "\u{0}") }
    let facets = values.map { "<xs:enumeration value=\"\(Self.escaped($0))\"/>" }
    return declare("\(prefix)-\(count + 1)", key: key, base: "xs:token", facets)
  }

  private mutating func declare(_ name: String, key: String? = nil, base: String, _ facets: [String]) -> String {
    if let known = names[key ?? name] { return known }
    names[key ?? name] = name
    declarations.append("  <xs:simpleType name=\"\(name)\">")
    declarations.append("    <xs:restriction base=\"\(base)\">")
    declarations += facets.map { "      " + $0 }
    declarations += ["    </xs:restriction>", "  </xs:simpleType>"]
    return name
  }

  /// A text fit for an attribute's value or a comment of our own.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
