import EDIModel

/// A path of a declaration: `Identification/key[@name=InternalID]`, `Product/@name`, or `.` for the text of the element
/// that is declared around it.
struct ElementPath {
  /// One element on the way.
  struct Step {
    let name: String
    let selector: XMLLayout.Selector?
  }

  let steps: [Step]
  /// The attribute at its end, without `@`.
  let attribute: String?

  /// Reads a path; `nil` when it is not one.
  init?(_ text: String) {
    if text == "." {
      (steps, attribute) = ([], nil)
      return
    }
    var steps: [Step] = []
    var attribute: String?
    for part in Self.split(text) {
      guard attribute == nil else { return nil }
      if part.hasPrefix("@") {
        attribute = String(part.dropFirst())
        guard Self.isName(attribute ?? "") else { return nil }
      } else {
        guard let step = Self.step(part) else { return nil }
        steps.append(step)
      }
    }
    guard !steps.isEmpty || attribute != nil else { return nil }
    self.steps = steps
    self.attribute = attribute
  }

  /// The parts between slashes; a slash within a selector is part of its value.
  private static func split(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var isSelecting = false
    for index in text.indices {
      switch text[index] {
      case "[": isSelecting = true
      case "]": isSelecting = false
      case "/" where !isSelecting:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }

  private static func step(_ text: Substring) -> Step? {
    guard let open = text.firstIndex(of: "[") else {
      return isName(text) ? Step(name: String(text), selector: nil) : nil
    }
    let inner = text[open...].dropFirst().dropLast()
    guard text.last == "]", inner.first == "@", let equals = inner.firstIndex(of: "=") else { return nil }
    let attribute = inner[..<equals].dropFirst()
    let value = inner[equals...].dropFirst()
    guard isName(text[..<open]), isName(attribute), !value.isEmpty else { return nil }
    return Step(name: String(text[..<open]), selector: .init(attribute: String(attribute), value: String(value)))
  }

  /// Whether a text can be an element's or attribute's local name. Names of declarations keep to ASCII.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic && first.isASCII || first == "_"
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
    }
  }
}
