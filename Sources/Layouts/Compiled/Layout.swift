public import EDIModel

/// How a flow's document is written down by one system, compiled from `<name>.layout.yaml`.
public struct Layout: Sendable {
  /// Its name, which is its file's: `protheus-xml`.
  public let name: String
  /// The flow that it belongs to.
  public let flow: String
  /// The system that writes or reads it.
  public let system: String
  /// What people call it.
  public let title: Bilingual
  /// Whether files in it are read.
  public let canRead: Bool
  /// Whether files in it are written.
  public let canWrite: Bool
  /// How its files are recognised: all of these hold.
  public let recogniser: [Recognition]
  /// The name of a file written in it; `nil` when it is never written.
  public let fileName: [TemplatePart]?
  /// The records or elements themselves.
  public let format: Format
  /// The document's fields, the flow's own.
  public let shape: DocumentShape

  /// The kinds of layouts. A new kind is one case here and one folder in `Formats`.
  public enum Format: Sendable {
    /// XML elements.
    case xml(XMLLayout)
    /// Records of fixed-width columns.
    case positional(TextLayout)
    /// Records of separated columns.
    case delimited(TextLayout)
  }

  /// `ordem-producao/protheus-xml`.
  public var path: String { flow + "/" + name }
  /// Whether it is XML.
  public var isXML: Bool { if case .xml = format { true } else { false } }
  /// The name by which its files are known: of a message, of a text layout, else of the root element.
  public var messageName: String? {
    let names = recogniser.compactMap { test in
      if case .equals(let name) = test.test { (isRoot: test.source == .path("/"), name: name) } else { nil }
    }
    // A line says first that it is a header, then of what; a message says first what it is.
    return isXML ? (names.first { !$0.isRoot } ?? names.first)?.name : names.last?.name
  }
}

/// One fact about a file by which its layout is recognised.
public struct Recognition: Sendable, Hashable {
  /// Where to look.
  public enum Source: Sendable, Hashable {
    /// The text of an element or attribute, by its path from the root element: `MessageInformation/@version`. The root
    /// element's own name is the path `/`.
    case path(String)
    /// A stretch of bytes of the first line (positional), trailing blanks left off.
    case columns(Range<Int>)
    /// A separated field of the first line (delimited), from 0.
    case field(Int, separator: UInt8)
  }

  /// What must be there.
  public enum Test: Sendable, Hashable {
    /// Exactly this.
    case equals(String)
    /// Something that starts so.
    case starts(String)
  }

  /// Where to look.
  public let source: Source
  /// What must be there.
  public let test: Test
  /// Whether ASCII letters match in either case.
  public let ignoresCase: Bool

  /// Whether `value` passes the test.
  public func accepts(_ value: String) -> Bool {
    func fold(_ text: String) -> String { ignoresCase ? text.lowercased() : text }
    switch test {
    case .equals(let wanted): return fold(value) == fold(wanted)
    case .starts(let wanted): return fold(value).hasPrefix(fold(wanted))
    }
  }
}

/// A piece of a template: `"{empresa}|{filial}"`.
public enum TemplatePart: Sendable, Hashable {
  /// Text as it is.
  case literal(String)
  /// The canonical value of a field of this row or an enclosing one; nothing when absent.
  case field(FieldRef)
}
