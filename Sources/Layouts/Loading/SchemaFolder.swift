import EDIModel
import Glibc

/// The files of a folder of declarations, by their paths below it.
struct SchemaFolder {
  let root: String
  let log: DeclarationLog

  /// The names in a folder, in order, without hidden ones. `nil` when it cannot be listed.
  func names(in folder: String) -> [String]? {
    guard let directory = opendir(path(folder)) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether a path is a folder.
  func isFolder(_ name: String) -> Bool {
    var status = stat()
    return stat(path(name), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Why a file could not be read.
  struct Failure: Error {
    /// What the system says of it.
    let number: Int32
  }

  /// The bytes of a file, but no more than the strict reader takes and one.
  func bytes(_ name: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(number: errno) }
    defer { close(descriptor) }
    let limit = StrictYAML.maximumSize + 1
    var failure: Int32?
    // What is kept is as large as the file.
    let bytes = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: limit) { buffer in
      var filled = 0
      while filled < limit {
        let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, limit - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        guard count > 0 else { break }
        filled += count
      }
      return Array(buffer[..<filled])
    }
    if let failure { throw Failure(number: failure) }
    return bytes
  }

  /// As ``bytes(_:)``; reports a file that cannot be read.
  func source(_ name: String) -> Catalog.Source? {
    do {
      return Catalog.Source(path: name, bytes: try bytes(name))
    } catch {
      let reason = String(cString: strerror(error.number))
      log.report(
        .schemasUnreadable, at: DeclarationPlace(file: name),
        Bilingual(pt: "não foi possível ler o arquivo: \(reason)", en: "the file cannot be read: \(reason)"))
      return nil
    }
  }

  private func path(_ name: String) -> String { name.isEmpty ? root : root + "/" + name }
}
