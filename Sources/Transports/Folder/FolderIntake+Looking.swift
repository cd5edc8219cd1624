import Filesystem

/// Where an inbox is looked at: events first, then the listing.
extension FolderIntake {
  /// What a sight of a name says beyond the name's being there.
  enum Sign {
    case seen, written, renamed
  }

  /// Follows the events. All that concern one name count as one: the last one that says something.
  func hear(in folder: Directory, now: Monotonic) throws(FileSystemError) {
    guard isWatching, let events else { return }
    var signs: [[UInt8]: Sign] = [:]
    var isFolderMoved = false
    try events.drain { event in
      switch event {
      case .renamedIn(let name): signs[name] = givenBack.remove(name) == nil ? .renamed : .seen
      case .written(let name): signs[name] = .written
      case .closed(let name): signs[name] = signs[name] ?? .seen
      case .overflow: nextListing = now
      case .folderGone: isFolderMoved = true
      }
    }
    for (name, sign) in signs { try note(name, sign, in: folder, now: now) }
    if isFolderMoved {
      watch(folder)
      nextListing = now
    }
  }

  /// Goes on with the listing, a page per look, or begins one when it is time.
  func list(_ folder: Directory, now: Monotonic) throws(FileSystemError) {
    guard !sightings.isFull else { return }
    if listing == nil {
      guard nextListing <= now else { return }
      listing = try folder.list()
      strangers.beginListing()
      nextListing = now + (isWatching ? options.rescanEvery : options.pollEvery)
    }
    for _ in 0..<Self.page where !sightings.isFull {
      guard let entry = try listing?.next() else {
        listing = nil
        strangers.endListing()
        return
      }
      try meet(entry, in: folder, now: now)
    }
  }

  /// An entry of the listing: one that is known needs no further look, its time will come.
  private func meet(_ entry: DirectoryEntry, in folder: Directory, now: Monotonic) throws(FileSystemError) {
    if trustsListing, let slot = sightings.slot(of: entry.inode), sightings[slot].name == entry.name { return }
    switch entry.kind {
    case .regular, .unknown: try note(entry.name, .seen, inode: entry.inode, in: folder, now: now)
    default:
      if rules.kind(of: entry.name) == .temporary { return }
      strangers.meet(entry.name, inode: entry.inode, kind: entry.kind.rawValue)
    }
  }

  /// Something is known of a name: looks at what it stands for.
  private func note(
    _ name: [UInt8], _ sign: Sign, inode: UInt64? = nil, in folder: Directory, now: Monotonic
  ) throws(FileSystemError) {
    switch rules.kind(of: name) {
    case .temporary: return
    case .file, .ignored:
      guard let status = try folder.status(name) else { return }
      if let inode, inode != status.inode { trustsListing = false }
      observe(name, status, sign, now: now)
    case .marker(let name):
      guard rules.kind(of: name) != .temporary, let status = try folder.status(name) else { return }
      observe(name, status, .seen, now: now)
      if let slot = sightings.slot(of: status.inode) { sightings.ripen(slot) }
    }
  }

  /// Keeps in mind how a file looks now.
  private func observe(_ name: [UInt8], _ status: FileStatus, _ sign: Sign, now: Monotonic) {
    guard status.kind == .regular else {
      return strangers.meet(name, inode: status.inode, kind: status.kind.rawValue)
    }
    let print = Fingerprint(status)
    guard let slot = sightings.slot(of: print.inode) else {
      // What finds no room is met again by a later listing.
      if sightings.isFull { return nextListing = now }
      let slot = sightings.insert(name, print, now: now, due: now + options.quiet)
      if sign == .renamed { announce(slot) }
      return
    }
    sightings.rename(slot, name)
    if sightings[slot].print != print { sightings[slot].renew(print, now: now) }
    switch sign {
    case .renamed: announce(slot)
    case .written: sightings[slot].isRenamed = false
    case .seen: break
    }
    sightings.hurry(slot, to: sightings[slot].since + options.quiet)
  }

  private func announce(_ slot: Sightings.Slot) {
    sightings[slot].isRenamed = true
    sightings.ripen(slot)
  }
}
