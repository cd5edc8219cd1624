import Conversion
import EDIModel
import Filesystem
import Formats
import Glibc
import Reports

/// A file that was named on the command line, open for reading.
final class InputFile: Sendable {
  /// Its path as it was given.
  let path: String
  /// Its size in bytes.
  let size: Int
  private let file: File

  /// Opens it; links are followed, anything but a regular file is refused.
  init(path: String) throws {
    guard let resolved = realpath(path, nil) else { throw Self.failure(path, errno) }
    defer { free(resolved) }
    let whole = String(cString: resolved)
    let slash = whole.lastIndex(of: "/") ?? whole.startIndex
    let folder = try Directory(path: slash == whole.startIndex ? "/" : String(whole[..<slash]))
    guard let file = try folder.open(Array(whole[slash...].dropFirst().utf8)) else { throw Self.failure(path, ENOENT) }
    let status = try file.status()
    guard status.kind == .regular else {
      throw CommandFailure(.noInput, Bilingual(pt: "\(path) não é um arquivo", en: "\(path) is not a file"))
    }
    self.path = path
    self.file = file
    size = Int(status.size)
  }

  /// A name that leads nowhere was most likely mistyped: the remedies of a gateway's folders do not apply.
  private static func failure(_ path: String, _ code: Int32) -> any Error {
    guard code == ENOENT || code == ENOTDIR else { return FileSystemError(.open, path: path, code: code) }
    return CommandFailure(
      .noInput, Bilingual(pt: "não há arquivo \(path)", en: "there is no file \(path)"),
      remedy: Bilingual(pt: "Confira o nome e a pasta.", en: "Check its name and folder."))
  }

  /// Its bytes, from the first one.
  var source: InterchangeSource<Source> { InterchangeSource(size: size) { Source(file: self) } }

  /// The line around a finding; `nil` when its byte is not known.
  func excerpt(of finding: Finding) -> Excerpt? {
    guard let byte = finding.place.byte else { return nil }
    let reach = 4096
    let start = max(0, byte - reach)
    guard let bytes = try? file.bytes(at: Int64(start), count: reach * 2) else { return nil }
    return Excerpt(of: bytes, at: byte - start)
  }

  /// Reads the file from its start on.
  struct Source: ByteSource {
    let file: InputFile
    var offset: Int64 = 0

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let count = try file.file.read(at: offset, into: buffer)
      offset += Int64(count)
      return count
    }
  }
}
