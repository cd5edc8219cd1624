public import EDIModel

/// Where something stands in a declaration.
public struct DeclarationPlace: Sendable, Hashable {
  /// The file, as a path below the folder that was loaded: `ordem-producao/flow.yaml`.
  public let file: String
  /// Line, from 1.
  public let line: Int
  /// Column in characters, from 1.
  public let column: Int

  /// Makes a place.
  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A mistake in a declaration (`Schemas/`, `malote.yaml`): stable code, exact place, what is wrong, what to do.
public struct DeclarationError: Error, Sendable, Hashable {
  /// The stable code.
  public let code: Code
  /// Where it stands.
  public let place: DeclarationPlace
  /// What is wrong, one sentence without its full stop.
  public let message: Bilingual
  /// What to do about it, where that is not plain from the message.
  public let hint: Bilingual?

  /// Makes an error.
  public init(_ code: Code, at place: DeclarationPlace, _ message: Bilingual, hint: Bilingual? = nil) {
    self.code = code
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// The file, as a path below the folder that was loaded.
  public var file: String { place.file }
  /// Line, from 1.
  public var line: Int { place.line }
  /// Column in characters, from 1.
  public var column: Int { place.column }

  /// `path:line:column: message`, and the hint on a line of its own.
  public func text(_ language: Language) -> String {
    let first = "\(file):\(line):\(column): \(message[language])"
    guard let hint else { return first }
    return first + "\n  " + (language == .pt ? "dica: " : "hint: ") + hint[language]
  }
}

extension DeclarationError: CustomStringConvertible {
  /// The text in Brazilian Portuguese.
  public var description: String { text(.pt) }
}

/// All the mistakes that were found in a set of declarations, in the order of their places.
public struct DeclarationErrors: Error, Sendable {
  /// The mistakes, at least one.
  public let errors: [DeclarationError]

  /// Makes the set.
  public init(_ errors: [DeclarationError]) { self.errors = errors }

  /// One mistake below the other.
  public func text(_ language: Language) -> String { errors.map { $0.text(language) }.joined(separator: "\n") }
}

extension DeclarationErrors: CustomStringConvertible {
  /// The text in Brazilian Portuguese.
  public var description: String { text(.pt) }
}
