import CPosix
import Glibc

extension Directory {
  /// Makes a file and opens it for writing.
  /// - Parameter exclusive: whether a name that exists is an error (EEXIST); else what it holds is cut off.
  public func create(
    _ name: [UInt8], exclusive: Bool, permissions: UInt32 = 0o644
  ) throws(FileSystemError) -> File {
    let text = try cName(name, for: .create, in: path)
    let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (exclusive ? O_EXCL : O_TRUNC)
    let (opened, code) = retrying { openat(descriptor, text, flags, mode_t(permissions)) }
    guard opened >= 0 else { throw FileSystemError(.create, Place(path, name), code: code) }
    return File(descriptor: opened, place: Place(path, name))
  }

  /// Makes a file of its own and opens it for writing: whatever has the name now, perhaps a link to somebody else's file,
  /// is unlinked and never written into.
  public func createAnew(_ name: [UInt8], permissions: UInt32 = 0o644) throws(FileSystemError) -> File {
    // Mostly the name is free, and every change of a folder keeps the others waiting.
    do throws(FileSystemError) {
      return try create(name, exclusive: true, permissions: permissions)
    } catch {
      guard error.code == EEXIST else { throw error }
    }
    try remove(name)
    return try create(name, exclusive: true, permissions: permissions)
  }

  /// Gives a file another name, there or in another folder of the same volume (else EXDEV).
  /// - Parameter replacing: whether a file that has the new name is lost; else it is an error (EEXIST).
  public func rename(
    _ name: [UInt8], to folder: Directory, as newName: [UInt8], replacing: Bool
  ) throws(FileSystemError) {
    let from = try cName(name, for: .rename, in: path)
    let to = try cName(newName, for: .rename, in: folder.path)
    let (result, code) = retrying {
      replacing
        ? renameat(descriptor, from, folder.descriptor, to)
        : cposix_rename_noreplace(descriptor, from, folder.descriptor, to)
    }
    if result == 0 { return }
    guard !replacing, code == EINVAL || code == ENOSYS else {
      throw FileSystemError(.rename, Place(path, name), code: code)
    }
    try relink(name, from, to: folder, to)
  }

  /// For file systems without RENAME_NOREPLACE (NFS): a second name, then the first one goes. If everything stops in
  /// between, the file has both names, and to rename again finds the new one there.
  func relink(
    _ name: [UInt8], _ from: [CChar], to folder: Directory, _ to: [CChar]
  ) throws(FileSystemError) {
    let (linked, code) = retrying { linkat(descriptor, from, folder.descriptor, to, 0) }
    guard linked == 0 else { throw FileSystemError(.rename, Place(path, name), code: code) }
    let (unlinked, reason) = retrying { unlinkat(descriptor, from, 0) }
    guard unlinked == 0 || reason == ENOENT else { throw FileSystemError(.rename, Place(path, name), code: reason) }
  }

  /// Removes a file (never a folder).
  /// - Returns: whether it was there.
  @discardableResult
  public func remove(_ name: [UInt8]) throws(FileSystemError) -> Bool {
    let text = try cName(name, for: .remove, in: path)
    let (result, code) = retrying { unlinkat(descriptor, text, 0) }
    guard result == 0 || code == ENOENT else { throw FileSystemError(.remove, Place(path, name), code: code) }
    return result == 0
  }

  /// Makes a folder.
  /// - Returns: whether it is new; `false` when something has that name already.
  @discardableResult
  public func makeDirectory(_ name: [UInt8], permissions: UInt32 = 0o755) throws(FileSystemError) -> Bool {
    let text = try cName(name, for: .makeDirectory, in: path)
    let (result, code) = retrying { mkdirat(descriptor, text, mode_t(permissions)) }
    guard result == 0 || code == EEXIST else { throw FileSystemError(.makeDirectory, Place(path, name), code: code) }
    return result == 0
  }

  /// Removes an empty folder (else ENOTEMPTY).
  /// - Returns: whether it was there.
  @discardableResult
  public func removeDirectory(_ name: [UInt8]) throws(FileSystemError) -> Bool {
    let text = try cName(name, for: .remove, in: path)
    let (result, code) = retrying { unlinkat(descriptor, text, AT_REMOVEDIR) }
    guard result == 0 || code == ENOENT else { throw FileSystemError(.remove, Place(path, name), code: code) }
    return result == 0
  }

  /// Writes a file that is whole or not there: a hidden temporary file (`.NAME.tmp`), synced, then renamed.
  ///
  /// The name itself is durable only after the next ``sync()`` of the folder, which a batch shares. One writer per name.
  /// - Parameter replacing: whether a file that has the name is replaced; else it is an error (EEXIST).
  public func writeDurably(
    _ name: [UInt8], _ bytes: borrowing Span<UInt8>, replacing: Bool, permissions: UInt32 = 0o644
  ) throws(FileSystemError) {
    let temporary = [UInt8(ascii: ".")] + name + Array(".tmp".utf8)
    try writeAnew(temporary, bytes, permissions: permissions)
    do throws(FileSystemError) {
      try rename(temporary, to: self, as: name, replacing: replacing)
    } catch {
      _ = try? remove(temporary)
      throw error
    }
  }

  /// Writes a synced file of its own, as ``createAnew(_:permissions:)`` makes it. Nothing is left of it when that fails.
  public func writeAnew(
    _ name: [UInt8], _ bytes: borrowing Span<UInt8>, permissions: UInt32 = 0o644
  ) throws(FileSystemError) {
    let file = try createAnew(name, permissions: permissions)
    do throws(FileSystemError) {
      try file.write(bytes)
      try file.sync()
    } catch {
      _ = try? remove(name)
      throw error
    }
  }
}
