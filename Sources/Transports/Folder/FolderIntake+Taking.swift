public import Filesystem
import Glibc

/// Where files are claimed (P4) and let go again (P11).
extension FolderIntake {
  /// Moves a candidate into the work area under its claim's name.
  public func take(_ candidate: Candidate, as claim: [UInt8]) throws(FileSystemError) -> Taken? {
    let inbox = try inbox.current()
    let taken = try move(candidate, from: inbox, as: claim)
    if let slot = sightings.slot(of: candidate.inode) { sightings.remove(slot) }
    if taken == nil {
      nextListing = Self.atOnce
    } else if let marker = rules.marker(of: candidate.name) {
      try inbox.remove(marker)
    }
    return taken
  }

  private func move(
    _ candidate: Candidate, from inbox: Directory, as claim: [UInt8]
  ) throws(FileSystemError) -> Taken? {
    guard let status = try inbox.status(candidate.name), candidate.isSame(as: status) else { return nil }
    guard let work = try work.folder(in: inbox, creating: true) else { return nil }
    do throws(FileSystemError) {
      try inbox.rename(candidate.name, to: work, as: claim, replacing: false)
    } catch {
      // The file is gone, unless it is the work area that is.
      if error.code == ENOENT, try inbox.status(WorkArea.name) != nil { return nil }
      guard error.code == EEXIST, try work.status(claim)?.inode == candidate.inode else { throw error }
      // An earlier attempt gave it both names and was stopped (where a rename is a link and an unlink).
      try inbox.remove(candidate.name)
    }
    // Between the look and the rename another file may have taken the name, or its writer have gone on.
    guard let moved = try work.status(claim) else { return nil }
    if candidate.isSame(as: moved) { return Taken(claim: claim, inode: moved.inode, size: moved.size) }
    try giveBack(claim, of: work, to: inbox, as: candidate.name)
    return nil
  }

  /// What was taken by mistake goes back where it was; where the name is taken again, beside it.
  private func giveBack(
    _ claim: [UInt8], of work: Directory, to inbox: Directory, as name: [UInt8]
  ) throws(FileSystemError) {
    do throws(FileSystemError) {
      try work.rename(claim, to: inbox, as: name, replacing: false)
      givenBack.insert(name)
    } catch {
      guard error.code == EEXIST else { throw error }
      let beside = name + [UInt8(ascii: ".")] + claim
      try work.rename(claim, to: inbox, as: beside, replacing: false)
      givenBack.insert(beside)
    }
  }

  /// Makes all takes and removals durable.
  public func syncTakes() throws(FileSystemError) {
    let inbox = try inbox.current()
    // First where the files have gone to: a power cut in between then leaves two names and never none.
    try work.folder(in: inbox, creating: false)?.sync()
    try inbox.sync()
  }

  /// What lies in the work area, by claim name.
  public func taken() throws(FileSystemError) -> [Taken] {
    guard let work = try work.folder(in: try inbox.current(), creating: false) else { return [] }
    let listing = try work.list()
    var taken: [Taken] = []
    while let entry = try listing.next() {
      guard let status = try work.status(entry.name), status.kind == .regular else { continue }
      taken.append(Taken(claim: entry.name, inode: status.inode, size: status.size))
    }
    return taken.sorted { $0.claim.lexicographicallyPrecedes($1.claim) }
  }

  /// Opens a claimed file.
  public func open(_ claim: [UInt8]) throws(FileSystemError) -> File? {
    guard let work = try work.folder(in: try inbox.current(), creating: false) else { return nil }
    return try work.open(claim)
  }

  /// Removes a claimed file.
  public func remove(_ claim: [UInt8]) throws(FileSystemError) {
    try work.folder(in: try inbox.current(), creating: false)?.remove(claim)
  }
}

extension Candidate {
  /// Whether it is the file that was judged: the same one, no longer and no shorter.
  func isSame(as status: FileStatus) -> Bool {
    status.kind == .regular && status.inode == inode && status.size == size
  }
}
