import Glibc

/// What the system refused: the operation, where, and its error number. Thrown; never a partner's mistake.
public struct FileSystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was tried.
  public let operation: Operation
  /// Where, made printable: bytes that are no text are shown as `\xE3`.
  public let path: String
  /// The error number (`errno`).
  public let code: Int32

  /// What can be tried.
  public enum Operation: String, Sendable, Hashable {
    case open, create, read, write, sync, status, rename, remove, makeDirectory, list, watch, lock
  }

  /// Makes an error of an operation at a path that is text already.
  public init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  init(_ operation: Operation, _ place: Place, code: Int32) {
    self.init(operation, path: place.description, code: code)
  }

  /// Whether the same call may succeed later though nobody changes a right or a setting: the disk is full, the share is
  /// away, there are too many open files. What is not transient needs a person.
  public var isTransient: Bool {
    switch code {
    case ENOSPC, EDQUOT, EIO, EROFS, EMFILE, ENFILE, ENOMEM, EAGAIN, EINTR, EBUSY, ENOENT, ESTALE, ENODEV, ENXIO,
      ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, ENOTCONN, ECONNRESET, ENOLCK, ETXTBSY:
      true
    default: false
    }
  }

  /// What happened and why, for operators: Brazilian Portuguese and English.
  public var message: (pt: String, en: String) {
    let (verb, reason) = (operation.text, Self.reason(code))
    return ("não foi possível \(verb.pt) \(path): \(reason.pt)", "could not \(verb.en) \(path): \(reason.en)")
  }

  /// The message in both languages, with the remedy.
  public var description: String {
    let (message, remedy) = (message, remedy)
    return "\(message.pt). \(remedy.pt) / \(message.en). \(remedy.en)"
  }
}

/// Where something is, put into words only when it has to be said.
struct Place: Sendable, CustomStringConvertible {
  let folder: String
  let name: [UInt8]?

  init(_ folder: String, _ name: [UInt8]? = nil) {
    self.folder = folder
    self.name = name
  }

  var description: String {
    guard let name else { return folder }
    return folder + "/" + printable(name)
  }
}

/// A name as people can read it: UTF-8 stays, control characters and all other bytes become `\x1B`.
public func printable(_ name: [UInt8]) -> String {
  if let text = String(validating: name, as: UTF8.self),
    !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0 == "\\" })
  {
    return text
  }
  return name.map { byte in
    (0x20..<0x7F).contains(byte) && byte != 0x5C ? String(UnicodeScalar(byte)) : hexEscape(byte)
  }.joined()
}

private func hexEscape(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return "\\x" + (digits.count < 2 ? "0" : "") + digits
}
